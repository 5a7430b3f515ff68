package io.mmp.test.load;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.mmp.test.json.JsonReader;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** Requests that a service has to reject, made of one that it accepts. */
class InvalidRequestsTests {

    private static final String VALID =
            "{\"amount\": 12.5, \"customer\": {\"name\": \"Ada\"}, \"items\": [1, 2], \"vip\": true, \"note\": null}";
    private static final InvalidRequests INVALID = InvalidRequests.of(VALID);

    private static String body(InvalidRequests requests, String name) {
        return requests.requests().stream()
                .filter(request -> request.name().equals(name))
                .findFirst()
                .orElseThrow()
                .text()
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Test
    void each_field_at_all_depths_is_made_wrong_in_each_way_that_its_type_has() {
        assertThat(INVALID.requests())
                .extracting(InvalidRequest::name)
                .containsExactly(
                        "'amount' is missing",
                        "'amount' is null",
                        "'amount' is of a wrong type",
                        "'amount' is NaN",
                        "'amount' is infinite",
                        "'amount' is beyond a double",
                        "'customer' is missing",
                        "'customer' is null",
                        "'customer' is of a wrong type",
                        "'customer.name' is missing",
                        "'customer.name' is null",
                        "'customer.name' is of a wrong type",
                        "'items' is missing",
                        "'items' is null",
                        "'items' is of a wrong type",
                        "'items[0]' is null",
                        "'items[0]' is of a wrong type",
                        "'items[0]' is NaN",
                        "'items[0]' is infinite",
                        "'items[0]' is beyond a double",
                        "'vip' is missing",
                        "'vip' is null",
                        "'vip' is of a wrong type",
                        "'note' is missing",
                        "the body is truncated",
                        "the body is empty",
                        "the body is no JSON",
                        "the body is no object",
                        "the body is too large",
                        "the content type is text/plain");
    }

    @Test
    void a_wrong_body_has_one_fault_and_is_otherwise_as_it_was() {
        assertThat(body(INVALID, "'amount' is missing"))
                .isEqualTo(
                        "{ \"customer\": { \"name\": \"Ada\" }, \"items\": [ 1, 2 ], \"vip\": true, \"note\": null }");
        assertThat(body(INVALID, "'amount' is NaN")).startsWith("{ \"amount\": NaN, \"customer\"");
        assertThat(body(INVALID, "'amount' is beyond a double")).startsWith("{ \"amount\": 1e400, \"customer\"");
        assertThat(body(INVALID, "'customer.name' is of a wrong type")).contains("\"customer\": { \"name\": {} }");
        assertThat(body(INVALID, "'items[0]' is of a wrong type")).contains("\"items\": [ \"text\", 2 ]");
        assertThat(body(INVALID, "'customer' is null")).contains("\"customer\": null");
        assertThat(body(INVALID, "the body is truncated")).isEqualTo(VALID.substring(0, VALID.length() / 2));
        assertThat(body(INVALID, "the content type is text/plain")).isEqualTo(VALID);
    }

    @Test
    void ranges_optional_fields_and_the_largest_body_are_known_if_told() {
        InvalidRequests requests = INVALID.withRange("amount", 0, 10_000)
                .withRange("items[0]", 0.5, 2.5)
                .withOptional("note", "vip")
                .withLargestBody(200);

        assertThat(body(requests, "'amount' is below 0")).startsWith("{ \"amount\": -1,");
        assertThat(body(requests, "'amount' is above 10000")).startsWith("{ \"amount\": 10001,");
        assertThat(body(requests, "'items[0]' is below 0.5")).contains("[ -0.5, 2 ]");
        assertThat(requests.requests())
                .extracting(InvalidRequest::name)
                .doesNotContain("'vip' is missing", "'vip' is null", "'note' is missing")
                .contains("'vip' is of a wrong type");
        InvalidRequest large = requests.requests().stream()
                .filter(request -> request.name().equals("the body is too large"))
                .findFirst()
                .orElseThrow();
        assertThat(large.body()).hasSize(201);
        assertThat(JsonReader.read(large.text().strip()))
                .as("but for its size it is valid")
                .isNotNull();
    }

    @Test
    void a_range_that_a_double_cannot_leave_by_one_is_left_by_the_next_double() {
        InvalidRequests requests = InvalidRequests.of("{\"id\": 1}").withRange("id", 0, 1e17);

        assertThat(body(requests, "'id' is above 100000000000000000")).isEqualTo("{ \"id\": 100000000000000016 }");
    }

    @Test
    void what_is_accepted_on_purpose_is_left_out() {
        assertThat(INVALID.without("the body is too large", "'vip' is missing").requests())
                .hasSize(28)
                .extracting(InvalidRequest::name)
                .doesNotContain("the body is too large", "'vip' is missing");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> InvalidRequests.of("{\"a\": \"b\"}").without("the body is to large"))
                .withMessageStartingWith("No invalid request is named \"the body is to large\", but ['a' is missing, ");
    }

    @Test
    void bodies_and_fields_that_are_none_are_refused() {
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> InvalidRequests.of("{"))
                .withMessageStartingWith("The valid body is not JSON: ");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> InvalidRequests.of("[1]"))
                .withMessage("The valid body must be a JSON object with a field, but is: [1]");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> INVALID.withRange("amont", 0, 1))
                .withMessage(
                        "The valid body has no field 'amont', but [amount, customer, customer.name, items, items[0], vip, note].");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> INVALID.withRange("amount", 2, 1))
                .withMessage("The range of 'amount' must be of finite numbers in order, but is from 2.0 to 1.0.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> INVALID.withRange("vip", 0, 1))
                .withMessage("The range of 'vip' must be of a number, but the valid body has true.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> INVALID.withLargestBody(3))
                .withMessage("The largest body must be of %s bytes, as the valid one, to 256 MiB, but is of 3."
                        .formatted(VALID.length()));
    }

    @Test
    void a_service_that_checks_rejects_all_and_one_that_does_not_is_found_out() throws Exception {
        InvalidRequests invalid = InvalidRequests.of("{\"amount\": 12.5}")
                .withRange("amount", 0, 100)
                .withLargestBody(1_000);
        OpenLoad load =
                OpenLoad.of(Arrivals.constant(200, Duration.ofMillis(100))).withLateAfter(Duration.ofSeconds(5));

        LoadResult strict = sendTo((type, body) -> type.equals("application/json") && isValid(body), load, invalid);
        assertThat(strict).rejectsEveryRequest();

        LoadResult lax = sendTo((type, body) -> isValid(body), load, invalid);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(lax).rejectsEveryRequest())
                .withMessageContaining("but 1 of 14 tasks have others:")
                .withMessageContaining("'the content type is text/plain': ")
                .withMessageContaining("(HTTP 200: ");
    }

    private static boolean isValid(String body) {
        try {
            return body.length() <= 1_000
                    && JsonReader.read(body) instanceof Map<?, ?> members
                    && members.get("amount") instanceof BigDecimal amount
                    && amount.signum() >= 0
                    && amount.compareTo(BigDecimal.valueOf(100)) <= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Send the requests to a service that accepts what it takes for valid. */
    private static LoadResult sendTo(BiPredicate<String, String> accepts, OpenLoad load, InvalidRequests invalid)
            throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/score", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            exchange.sendResponseHeaders(accepts.test(type, body) ? 200 : 400, -1);
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/score");
            return load.run(invalid.tasks(HttpRequest.newBuilder(uri).build()));
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
