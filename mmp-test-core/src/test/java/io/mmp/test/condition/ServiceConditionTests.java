package io.mmp.test.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class ServiceConditionTests {

    private HttpServer server;
    private String address;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
        });
        server.start();
        address = "127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_test_runs_where_the_service_answers() {
        assertThat(ConditionRun.of(HealthTestCase.class, "staging.uri=http://" + address + "/")
                        .succeeded())
                .isEqualTo(1);
        assertThat(ConditionRun.of(SocketTestCase.class, "staging.uri=" + address)
                        .succeeded())
                .isEqualTo(1);
    }

    @Test
    void a_test_is_skipped_where_it_does_not() {
        assertThat(ConditionRun.of(HealthTestCase.class).skipped())
                .containsExactly("[no-staging] staging.uri is not set");
        assertThat(ConditionRun.of(SocketTestCase.class, "staging.uri=http://" + address + "/gone")
                        .skipped())
                .containsExactly("[no-service] http://%s/gone answers with status 404".formatted(address));
    }

    @Test
    void a_service_that_nobody_started_is_told_by_its_address() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(ConditionRun.of(SocketTestCase.class, "staging.uri=127.0.0.1:" + free)
                        .skipped())
                .containsExactly(
                        "[no-service] 127.0.0.1:%s accepts no connection (Connection refused)".formatted(free));
        assertThat(ConditionRun.of(SocketTestCase.class, "staging.uri=127.0.0.1:" + free, "mmp.service=required")
                        .failed())
                .containsExactly("mmp.service is required. 127.0.0.1:%s accepts no connection (Connection refused)"
                        .formatted(free));
    }

    @Test
    void a_service_that_hangs_is_waited_for_as_long_as_was_said() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String uri = "http://127.0.0.1:" + silent.getLocalPort();
            assertThat(Endpoint.of(uri).refusal(Duration.ofMillis(200))).hasValue(uri + " gave no answer within 0.2 s");
        }
    }

    /** The head of the answer is there, and its body never ends. */
    @Test
    void an_answer_that_does_not_end_is_not_waited_for() {
        String uri = "http://" + address + "/endless";
        assertThat(Endpoint.of(uri).refusal(Duration.ofMillis(200))).hasValue(uri + " gave no answer within 0.2 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost:0", "localhost:65536", "ftp://localhost", "a b:1", "::1:80"})
    void what_is_no_address_is_refused(String text) {
        assertThat(ConditionRun.of(SocketTestCase.class, "staging.uri=x" + text).failed())
                .containsExactly("'x%s' is no address: give http://..., https://... or host:port".formatted(text));
    }

    @Test
    void an_address_of_ipv6_stands_in_brackets() {
        assertThat(Endpoint.of("[::1]:80")).isEqualTo(new Endpoint.Tcp("::1", 80));
    }

    @Test
    void what_means_nothing_is_refused() {
        assertThat(ConditionRun.of(NoAddressTestCase.class).failed())
                .containsExactly("@EnabledIfService needs an address or a parameter that has it, and not both");
        assertThat(ConditionRun.of(OddCodeTestCase.class).failed())
                .singleElement()
                .asString()
                .startsWith("'No service' is no code of a reason to skip");
    }

    @EnabledIfService(parameter = "staging.uri", path = "/health", code = "no-staging")
    static class HealthTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfService(parameter = "staging.uri")
    static class SocketTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfService
    static class NoAddressTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfService(value = "127.0.0.1:1", code = "No service")
    static class OddCodeTestCase {
        @Test
        void runs() {}
    }
}
