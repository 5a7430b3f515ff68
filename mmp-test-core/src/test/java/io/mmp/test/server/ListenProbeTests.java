package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class ListenProbeTests {

    private static final ListenProbe SERVE = ListenProbe.of(ServeMain.class);

    @ParameterizedTest
    @ValueSource(strings = {"http", "socket", "channel"})
    void the_host_and_the_port_of_a_command_are_told(String server) {
        assertThat(SERVE.run(server, "--host", "127.0.0.3", "--port", "8123"))
                .isEqualTo(new InetSocketAddress("127.0.0.3", 8123));
    }

    @Test
    void a_server_without_a_host_listens_on_all() {
        assertThat(SERVE.run("port", "--port", "8123")).isEqualTo(new InetSocketAddress(8123));
    }

    @Test
    void a_command_that_ignores_its_host_is_found() {
        assertThat(SERVE.run("deaf", "--host", "127.0.0.3", "--port", "8123"))
                .isNotEqualTo(new InetSocketAddress("127.0.0.3", 8123))
                .isEqualTo(new InetSocketAddress(8123));
    }

    @Test
    void variables_reach_the_command() {
        assertThat(SERVE.withEnvironment(Map.of("PORT", "8124")).run("http", "--host", "127.0.0.3"))
                .isEqualTo(new InetSocketAddress("127.0.0.3", 8124));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socket", "channel"})
    void nothing_is_bound_so_that_a_port_that_is_taken_does(String server) throws IOException {
        InetAddress host = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocket taken = new ServerSocket(0, 1, host)) {
            assertThat(SERVE.run(server, "--port", String.valueOf(taken.getLocalPort())))
                    .isEqualTo(new InetSocketAddress(host, taken.getLocalPort()));
        }
    }

    @Test
    void a_command_that_ends_before_is_told_with_its_output() {
        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> SERVE.run("ftp"))
                .withMessage(
                        "io.mmp.test.server.ServeMain ended with exit code 2: it did not listen. Last output:\nserving on 127.0.0.1, reading -1\nno such server: ftp");
        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> SERVE.run("http", "--port", "eighty"))
                .withMessageStartingWith("io.mmp.test.server.ServeMain ended with exit code 1: it did not listen.")
                .withMessageContaining("java.lang.NumberFormatException: For input string: \"eighty\"");
    }

    @Test
    void a_command_that_does_not_listen_is_ended() {
        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> SERVE.withTimeout(Duration.ofSeconds(5)).run("sleep"))
                .withMessageStartingWith("io.mmp.test.server.ServeMain was ended after 5.0 s: it did not listen.");
    }
}
