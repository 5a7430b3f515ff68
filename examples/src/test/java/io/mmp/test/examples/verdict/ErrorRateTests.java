package io.mmp.test.examples.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Sample;
import io.mmp.test.verdict.SequentialProportion;
import io.mmp.test.verdict.Verdict.Conclusion;
import io.mmp.test.verdict.VerdictError;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What 100, 300 and 400 requests can say of a service's error rate, and of its latency. */
class ErrorRateTests {

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer service;

    /** Answers 200, and 500 to each twentieth request for {@code /broken}. */
    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            boolean isBroken = exchange.getRequestURI().getPath().equals("/broken");
            exchange.sendResponseHeaders(isBroken && requests.incrementAndGet() % 20 == 0 ? 500 : 200, -1);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private boolean fails(String path) {
        try {
            URI uri = URI.create("http://localhost:" + service.getAddress().getPort() + path);
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            return connection.getResponseCode() != 200;
        } catch (IOException e) {
            return true;
        }
    }

    private long errors(String path, int calls) {
        long errors = 0;
        for (int call = 0; call < calls; call++) {
            errors += fails(path) ? 1 : 0;
        }
        return errors;
    }

    @Test
    void fewer_than_one_percent_fail() {
        Proportion.of("errors", errors("/", 300), "requests", 300)
                .isAtMost(0.01)
                .orFail();
    }

    @Test
    void a_hundred_requests_cannot_show_it() {
        assertThatExceptionOfType(VerdictError.class)
                .isThrownBy(() -> Proportion.of("errors", errors("/", 100), "requests", 100)
                        .isAtMost(0.01)
                        .orFail())
                .withMessage(
                        "Inconclusive: 0 errors in 100 requests are a rate of 0 %, but 2.95 % is still possible with 95 % confidence; 299 requests without errors would show at most 1 %.");
    }

    @Test
    void a_broken_service_is_found_out_as_soon_as_it_can_be() {
        SequentialProportion errors = SequentialProportion.of("errors", "requests", 0.002, 0.01);
        while (errors.isOpen() && errors.trials() < 2_000) {
            errors.add(fails("/broken"));
        }

        assertThat(errors.verdict().conclusion()).isEqualTo(Conclusion.FAIL);
        assertThat(errors.trials()).isLessThan(100);
    }

    @Test
    void five_of_a_hundred_slow_requests_do_not_show_a_p95() {
        double[] millis = new double[100];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = i < 95 ? 80 : 350;
        }

        assertThat(Sample.of("latencies", "ms", millis)
                        .quantile(0.95)
                        .isAtMost(200)
                        .sentence())
                .startsWith("p95 of 100 latencies is 80 ms, but 350 ms is still possible with 95 % confidence;");
    }
}
