package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a server counts as ready, and who may still give orders meanwhile. */
@Tag("integration")
class ServerReadinessTests {

    private static ServerSpec shell(String script) {
        return ServerSpec.of("shell", "sh", "-c", script)
                .withStartupTimeout(Duration.ofSeconds(20))
                .withStopTimeout(Duration.ofMillis(200));
    }

    @Test
    void a_port_is_not_read_from_a_line_that_is_still_being_written() {
        ServerSpec inPieces = HttpMain.under("printf 'listening on port 1'; sleep 0.5; printf '2\\n' >&2; exec \"$@\"")
                .withPort(PortSource.fromLog(Pattern.compile("^listening on port (\\d{4,})")));

        try (ManagedServer server = ManagedServer.start(inPieces)) {
            assertThat(server.port()).isGreaterThan(12);
            assertThat(server.log()).startsWith("listening on port 12\n");
        }
    }

    @Test
    void a_ready_line_counts_when_it_is_complete() {
        ServerSpec inPieces = HttpMain.under("\"$@\" & printf 'not '; sleep 1; printf 'ready\\nready\\n'; wait")
                .withHealth(HealthCheck.logLine(Pattern.compile("ready$")));
        Instant start = Instant.now();

        try (ManagedServer server = ManagedServer.start(inPieces)) {
            assertThat(server.log()).contains("ready\n");
            assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        }
    }

    @Test
    void a_pattern_that_finds_no_port_is_an_error_with_the_log() {
        assertThatThrownBy(() -> ManagedServer.start(shell("echo 'port: none'; sleep 60")
                        .withPort(PortSource.fromLog(Pattern.compile("port: (\\w+)")))))
                .isInstanceOf(ServerStartException.class)
                .hasMessage(
                        "Server 'shell' has printed no port: the first group of the port pattern 'port: (\\w+)' is 'none'. Put the group around a number from 1 to 65535.%nCommand: sh -c echo 'port: none'; sleep 60%nLast output:%n  port: none"
                                .formatted());
        assertThatThrownBy(() -> ManagedServer.start(shell("echo 'port: 70000'; sleep 60")
                        .withPort(PortSource.fromLog(Pattern.compile("port: (\\w+)")))))
                .hasMessageContaining("is '70000'. Put the group");
        assertThatThrownBy(() -> ManagedServer.start(shell("echo 'port: ٨٠٨٠'; sleep 60")
                        .withPort(PortSource.fromLog(Pattern.compile("port: (\\S+)")))))
                .hasMessageContaining("is '٨٠٨٠'. Put the group");
        assertThatThrownBy(() -> ManagedServer.start(shell("echo 'on a socket'; sleep 60")
                        .withPort(PortSource.fromLog(Pattern.compile("on port (\\d+)|on a socket")))))
                .hasMessageContaining("is not in the match. Put the group");
    }

    @Test
    void a_server_on_ipv6_alone_is_found() throws Exception {
        String script = "import http.server, socket, sys\n"
                + "class Server(http.server.HTTPServer):\n"
                + "    address_family = socket.AF_INET6\n"
                + "class Handler(http.server.BaseHTTPRequestHandler):\n"
                + "    def do_GET(self):\n"
                + "        self.send_response(204)\n"
                + "        self.end_headers()\n"
                + "Server(('::1', int(sys.argv[1])), Handler).serve_forever()\n";
        RequiredProgram.require("python3");

        try (ManagedServer server = ManagedServer.start(ServerSpec.of("six", "python3", "-c", script, "{port}"))) {
            assertThat(server.uri()).hasToString("http://[::1]:" + server.port());
            HttpURLConnection connection =
                    (HttpURLConnection) server.uri().resolve("/x").toURL().openConnection();
            assertThat(connection.getResponseCode()).isEqualTo(204);
        }
    }

    @Test
    void a_kill_does_not_wait_for_a_restart_that_waits_for_the_server() throws Exception {
        ManagedServer server = ManagedServer.start(HttpMain.under("""
                if [ -e started ]; then echo again; exec sleep 300; fi
                touch started
                exec "$@"
                """).withStartupTimeout(Duration.ofSeconds(60)));
        CompletableFuture<Void> restart = CompletableFuture.runAsync(server::restart);
        await().until(() -> server.log().contains("again"));
        Instant start = Instant.now();

        assertThat(server.isAlive()).isTrue();
        assertThat(server.uri()).isNotNull();
        server.kill();

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThatThrownBy(() -> restart.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ServerStartException.class)
                .hasMessageContaining("exited with code 137");
        server.close();
    }

    @Test
    void a_kill_does_not_wait_for_a_stop_that_has_grace() throws Exception {
        ManagedServer server = ManagedServer.start(HttpMain.under("trap '' TERM; \"$@\" & while :; do sleep 0.1; done")
                .withStopTimeout(Duration.ofSeconds(60)));
        CompletableFuture<Void> stop = CompletableFuture.runAsync(server::stop);
        await().during(Duration.ofMillis(500)).until(() -> server.isAlive() && !stop.isDone());

        server.kill();

        stop.get(10, TimeUnit.SECONDS);
        assertThat(server.isAlive()).isFalse();
        server.close();
    }
}
