package io.mmp.test.examples.load;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mmp.test.load.Arrivals;
import io.mmp.test.load.InvalidRequests;
import io.mmp.test.load.LoadReport;
import io.mmp.test.load.LoadResult;
import io.mmp.test.load.LoadTargets;
import io.mmp.test.load.OpenLoad;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A scoring service under load, and two that break: one that stalls, and one that scores what it should reject. */
@Tag("integration")
class ScoringLoadTests {

    private static final Pattern VALID = Pattern.compile("\\s*\\{\"amount\": \\d{1,4}(\\.\\d+)?}\\s*");
    private static final OpenLoad LOAD = OpenLoad.of(Arrivals.constant(200, Duration.ofSeconds(4)))
            .withWarmUp(20)
            .withLateAfter(Duration.ofMillis(250));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer service;
    private volatile long stallsUntil;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        service.setExecutor(threads);
        service.createContext("/score", exchange -> answer(exchange, true));
        service.createContext("/lax", exchange -> answer(exchange, false));
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, boolean checks) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        LockSupport.parkNanos(stallsUntil - System.nanoTime());
        boolean isJson = "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        boolean isValid = isJson && body.length() < 1_000 && VALID.matcher(body).matches();
        exchange.sendResponseHeaders(isValid || !checks ? 200 : 422, -1);
        exchange.close();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.getAddress().getPort() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"amount\": 12.5}"))
                .build();
    }

    @Test
    void p95_is_at_most_500_ms_and_at_most_one_percent_fail() {
        LoadResult result = LOAD.run(request("/score"));

        LoadReport.of(result).writeTo(Path.of("target/load"));
        assertThat(result)
                .usingConfidence(0.999)
                .hasP95AtMost(Duration.ofMillis(500))
                .hasErrorRateAtMost(0.01);
    }

    @Test
    void it_keeps_the_objectives_of_its_openslo_file() {
        LoadTargets objectives =
                LoadTargets.readOpenSlo(Path.of("src/test/resources/load/scoring-slo.yaml"), Duration.ofMillis(1));

        assertThat(LOAD.run(request("/score"))).usingConfidence(0.999).meets(objectives);
    }

    @Test
    void a_service_that_stalls_for_two_seconds_does_not_keep_its_p95() {
        stallsUntil = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        LoadResult result = LOAD.withWarmUp(0).run(request("/score"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).usingConfidence(0.999).hasP95AtMost(Duration.ofMillis(500)))
                .withMessageContaining("above 500 ms.");
    }

    @Test
    void every_invalid_request_is_rejected() {
        InvalidRequests invalid = InvalidRequests.of("{\"amount\": 12.5}")
                .withRange("amount", 0, 9_999)
                .withLargestBody(1_000);

        assertThat(LOAD.run(invalid.tasks(request("/score")))).rejectsEveryRequest();
    }

    @Test
    void a_service_that_scores_nonsense_is_found_out() {
        LoadResult result = LOAD.run(InvalidRequests.of("{\"amount\": 12.5}").tasks(request("/lax")));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).rejectsEveryRequest())
                .withMessageContaining("''amount' is NaN': ")
                .withMessageContaining("(HTTP 200: ");
    }
}
