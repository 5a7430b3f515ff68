package io.mmp.test.readiness;

import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.mmp.test.load.InvalidRequests;
import io.mmp.test.server.HttpServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvalidRequestsCheckAssertTests {

    private static final String VALID = "{\"amount\": 12.5}";
    private static final InvalidRequests INVALID = InvalidRequests.of(VALID).withLargestBody(1_000);

    private final HttpServer server = server();

    private static HttpServer server() {
        HttpServers.answerAtOnce();
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** An answer, of which the first three characters are the status. */
    private InvalidRequestsCheck check(Function<String, String> answers) {
        server.createContext("/score", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                boolean isJson =
                        "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
                String answer = isJson ? answers.apply(body) : "415";
                byte[] content = answer.substring(3).getBytes(StandardCharsets.UTF_8);
                if (!answer.startsWith("000")) {
                    exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), content.length);
                    exchange.getResponseBody().write(content);
                }
            }
        });
        server.start();
        return InvalidRequestsCheck.of(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/score"
                                .formatted(server.getAddress().getPort())))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(VALID))
                        .build(),
                INVALID);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_service_that_rejects_all_passes() {
        assertThat(check(body -> body.equals(VALID) ? "200{}" : "422{\"error\": \"amount\"}"))
                .rejectsAll();
    }

    @Test
    void what_is_accepted_or_breaks_or_leaks_is_told_by_its_name() {
        InvalidRequestsCheck check = check(body -> switch (body.replaceAll("\\s", "")) {
            case "{\"amount\":12.5}" -> body.length() > 1_000 ? "000" : "200{}";
            case "{\"amount\":null}" -> "200{\"fraud\": 0.1}";
            case "{}" -> "500{}";
            case "{\"amount\":\"text\"}" -> "400{\"error\": \"java.lang.NumberFormatException\"}";
            case "[]" -> "302";
            case "" -> "000";
            default -> "400";
        });

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(check).rejectsAll())
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).replaceAll("\\(java.io[^)]*\\)", "(...)"))
                        .isEqualToNormalizingNewlines("""

                                Expecting %s to reject 12 invalid requests, but:
                                  'amount' is missing: it broke with status 500
                                  'amount' is null: it was accepted with status 200
                                  'amount' is of a wrong type: status 400, body line 1, column 12: the name of an exception, 'java.lang.Number...'
                                  the body is empty: there was no answer (...)
                                  the body is no object: it was answered with status 302""".formatted(check)));
    }

    @Test
    void a_known_fault_is_let_pass_until_it_is_mended() {
        InvalidRequestsCheck check = check(body ->
                (body.strip().equals(VALID) && body.length() < 1_000) || body.contains("null") ? "200{}" : "400");

        assertThat(check).rejectsAllBut("'amount' is null");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(check).rejectsAllBut("'amount' is null", "'amount' is NaN"))
                .satisfies(e -> assertThat(e.getMessage()).isEqualToNormalizingNewlines("""

                                Expecting %s to reject 12 invalid requests but 2, but:
                                  'amount' is NaN: it is rejected now, so take it off the list of those that are not""".formatted(check)));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(check).rejectsAllBut("'amount' is nul"))
                .withMessageContaining(
                        "no invalid request is named \"'amount' is nul\". Did you mean ''amount' is null'?");
    }

    @Test
    void a_service_that_refuses_the_valid_request_too_is_not_judged() {
        InvalidRequestsCheck check = check(body -> "404");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(check).rejectsAll())
                .withMessageEndingWith("  the valid request is answered 404, so that nothing is judged by it");
    }

    @Test
    void a_service_that_does_not_get_over_it_is_found_out() {
        int[] broken = {0};
        InvalidRequestsCheck check = check(body -> {
            if (body.contains("1e400")) {
                broken[0] = 1;
            }
            return broken[0] == 0 && body.equals(VALID) ? "200{}" : broken[0] == 0 ? "400" : "429";
        });

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(check).rejectsAll())
                .withMessageEndingWith("  afterwards the valid request is answered 429");
    }

    @Test
    void an_answer_that_takes_too_long_is_found_out() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(check(body -> body.equals(VALID) ? "200{}" : "400"))
                        .usingSlowest(Duration.ofNanos(1))
                        .rejectsAll())
                .withMessageContaining("'amount' is null: the answer took ")
                .withMessageContaining(" ms, more than 0 ms");
        assertThatExceptionOfType(ReadinessException.class)
                .isThrownBy(() -> assertThat(InvalidRequestsCheck.of(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:1"))
                                        .build(),
                                INVALID))
                        .usingSlowest(Duration.ZERO))
                .withMessage("An answer takes more than 0 s, but PT0S are given to it.");
    }

    @Test
    void soft_assertions_go_on() {
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(InvalidRequestsCheckAssert.class, InvalidRequestsCheck.class, check(body -> "200{}"))
                .as("scoring")
                .rejectsAll();

        assertThat(softly.assertionErrorsCollected()).hasSize(1);
        assertThat(softly.assertionErrorsCollected().get(0)).hasMessageStartingWith("[scoring] ");
    }
}
