package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class ManagedServerTests {

    @Test
    void a_server_that_chooses_its_port_is_reached_at_its_uri() throws IOException {
        try (ManagedServer server = ManagedServer.start(HttpMain.spec())) {
            assertThat(server.uri()).isEqualTo(URI.create("http://127.0.0.1:" + server.port()));
            assertThat(status(server.uri().resolve("/health"))).isEqualTo(200);
            assertThat(server.log()).isEqualTo("listening on port " + server.port() + "\n");
            assertThat(server.isAlive()).isTrue();
            assertThat(ProcessHandle.of(server.pid())
                            .flatMap(process -> process.info().command()))
                    .hasValue(HttpMain.java(HttpMain.class).get(0));
        }
    }

    @Test
    void a_server_that_is_told_its_port_gets_a_leased_one() throws IOException {
        ServerSpec spec = HttpMain.spec().withPort(PortSource.leased());
        try (ManagedServer one = ManagedServer.start(spec);
                ManagedServer other = ManagedServer.start(spec)) {
            assertThat(one.port()).isBetween(20_000, 20_999).isNotEqualTo(other.port());
            assertThat(status(one.uri().resolve("/health"))).isEqualTo(200);
            assertThat(status(other.uri().resolve("/health"))).isEqualTo(200);
        }
    }

    @Test
    void a_stopped_server_leaves_no_process_no_port_and_no_file_but_its_log_can_be_read() throws IOException {
        ManagedServer server = ManagedServer.start(HttpMain.spec());
        long pid = server.pid();
        int port = server.port();
        Path directory = directoryOf(server);

        server.close();
        server.close();

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(new ListeningPort(port).isOpen()).isFalse();
        assertThat(directory).doesNotExist();
        assertThat(server.isAlive()).isFalse();
        assertThat(server.log()).isEqualTo("listening on port " + port + "\n");
    }

    @Test
    void stop_is_graceful_and_waits_for_the_last_words() {
        ServerSpec spec =
                HttpMain.under("trap 'sleep 0.3; echo bye; exit 0' TERM; \"$@\" & while :; do sleep 0.05; done");
        ManagedServer server = ManagedServer.start(spec);

        server.stop();

        assertThat(server.log()).endsWith("bye\n");
        server.close();
    }

    @Test
    void a_server_that_ignores_sigterm_is_killed_after_its_stop_timeout() {
        ServerSpec spec = HttpMain.under("trap '' TERM; \"$@\" & while :; do sleep 0.05; done");
        ManagedServer server = ManagedServer.start(spec.withStopTimeout(Duration.ofMillis(300)));
        long pid = server.pid();

        server.close();

        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void a_killed_server_is_not_alive_and_can_be_restarted_on_the_same_port_in_the_same_directory() throws IOException {
        for (PortSource source : new PortSource[] {HttpMain.spec().port(), PortSource.leased()}) {
            try (ManagedServer server = ManagedServer.start(HttpMain.spec().withPort(source))) {
                URI uri = server.uri();
                long pid = server.pid();
                Path directory = directoryOf(server);
                Files.writeString(directory.resolve("data"), "survives");

                server.kill();
                assertThat(server.isAlive()).isFalse();
                assertThatThrownBy(() -> status(uri)).isInstanceOf(IOException.class);
                server.restart();

                assertThat(server.uri()).isEqualTo(uri);
                assertThat(server.pid()).isNotEqualTo(pid);
                assertThat(status(uri.resolve("/health"))).isEqualTo(200);
                assertThat(directory.resolve("data")).hasContent("survives");
            }
        }
    }

    @Test
    void a_paused_server_does_not_answer_until_it_is_resumed() throws IOException {
        try (ManagedServer server = ManagedServer.start(HttpMain.spec())) {
            server.pause();
            assertThat(server.isAlive()).isTrue();
            assertThatThrownBy(() -> status(server.uri().resolve("/health")))
                    .isInstanceOf(SocketTimeoutException.class);
            server.resume();
            assertThat(status(server.uri().resolve("/health"))).isEqualTo(200);
        }
    }

    @Test
    void a_paused_server_is_stopped_gracefully_too() {
        ServerSpec spec = HttpMain.under("trap 'echo bye; exit 0' TERM; \"$@\" & while :; do sleep 0.05; done");
        ManagedServer server = ManagedServer.start(spec);
        server.pause();
        server.close();
        assertThat(server.log()).endsWith("bye\n");
    }

    @Test
    void orders_to_a_server_that_is_gone_are_refused() {
        try (ManagedServer server = ManagedServer.start(HttpMain.spec())) {
            server.kill();
            assertThatThrownBy(server::pause)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Server 'java' is not alive and cannot be paused: process %s exited with code 137 (SIGKILL, perhaps of the kernel for want of memory).",
                            server.pid());
            assertThatThrownBy(server::resume)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Server 'java' is not alive and cannot be resumed: process %s exited with code 137 (SIGKILL, perhaps of the kernel for want of memory).",
                            server.pid());
        }
    }

    @Test
    void a_closed_server_cannot_be_restarted() {
        ManagedServer server = ManagedServer.start(HttpMain.spec());
        server.close();
        assertThatThrownBy(server::restart)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Server 'java' is closed and cannot be restarted.");
    }

    @Test
    void a_server_that_dies_by_itself_is_seen_to_be_dead() {
        try (ManagedServer server = ManagedServer.start(HttpMain.spec())) {
            ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(5)).until(() -> !server.isAlive());
        }
    }

    @Test
    void the_environment_is_added_and_the_directory_is_private() {
        ServerSpec spec = HttpMain.under("echo \"$GREETING $ADDRESS $PATH\"; pwd; echo \"$TMPDIR\"; exec \"$@\"")
                .withEnvironment(Map.of("GREETING", "hello", "ADDRESS", "here:{port}", "PATH", "/bin:/usr/bin"));
        try (ManagedServer server = ManagedServer.start(spec)) {
            Path directory = directoryOf(server);
            assertThat(server.log().lines())
                    .startsWith("hello here:0 /bin:/usr/bin", directory.toString(), directory.toString());
        }
    }

    @Test
    void a_given_working_directory_is_used_and_left_alone(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("mine"), "");
        ServerSpec spec = HttpMain.under("pwd; exec \"$@\"").withWorkingDirectory(directory);
        try (ManagedServer server = ManagedServer.start(spec)) {
            assertThat(server.log()).startsWith(directory.toRealPath() + "\n");
        }
        assertThat(directory.resolve("mine")).exists();
    }

    @Test
    void a_log_line_can_be_the_health_check() {
        ServerSpec spec = HttpMain.spec().withHealth(HealthCheck.logLine(Pattern.compile("^listening")));
        try (ManagedServer server = ManagedServer.start(spec)) {
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void an_accepted_connection_can_be_the_health_check() throws IOException {
        ServerSpec spec = HttpMain.spec().withHealth(HealthCheck.tcp()).withScheme("tcp");
        try (ManagedServer server = ManagedServer.start(spec);
                Socket socket = new Socket()) {
            assertThat(server.uri()).hasScheme("tcp");
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.port()));
            assertThat(socket.isConnected()).isTrue();
        }
    }

    private static Path directoryOf(ManagedServer server) {
        return real(Path.of("/proc/" + server.pid() + "/cwd"));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setReadTimeout(500);
        return connection.getResponseCode();
    }
}
