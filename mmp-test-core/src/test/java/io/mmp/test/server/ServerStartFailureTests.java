package io.mmp.test.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class ServerStartFailureTests {

    @TempDir
    Path temp;

    @AfterEach
    void nothing_is_left() throws IOException {
        try (Stream<Path> files = Files.list(JvmDirectory.get())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("broken-")))
                    .isEmpty();
        }
        assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("mmp-test-sentinel")))
                .isEmpty();
    }

    @Test
    void a_command_that_does_not_exist_is_refused() {
        ServerSpec spec = ServerSpec.of("broken", "no-such-program", "{port}").withEnvironment(Map.of("PATH", "/a:/b"));
        assertThatThrownBy(() -> ManagedServer.start(spec))
                .isInstanceOf(ServerStartException.class)
                .hasMessage("Server 'broken' cannot be started: command 'no-such-program' was not found in PATH; "
                        + "install it or give its full path.");
    }

    @Test
    void a_file_that_is_not_executable_is_refused() throws IOException {
        Path file = Files.writeString(temp.resolve("server"), "text");
        assertThatThrownBy(() -> ManagedServer.start(ServerSpec.of("broken", file.toString(), "{port}")))
                .isInstanceOf(ServerStartException.class)
                .hasMessage("Server 'broken' cannot be started: %s is not an executable file.", file);
    }

    @Test
    void a_working_directory_that_does_not_exist_is_refused() {
        Path missing = temp.resolve("missing");
        ServerSpec spec = ServerSpec.of("broken", "sleep", "{port}").withWorkingDirectory(missing);
        assertThatThrownBy(() -> ManagedServer.start(spec))
                .isInstanceOf(ServerStartException.class)
                .hasMessage("Server 'broken' cannot be started: working directory %s does not exist.", missing);
    }

    @Test
    void a_command_that_never_hears_of_its_leased_port_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManagedServer.start(ServerSpec.of("broken", "sleep", "60")))
                .withMessage("Server 'broken' would never hear of its leased port: put {port} into its command or "
                        + "environment. Command: sleep 60");
    }

    @Test
    void a_server_that_exits_during_its_start_fails_at_once_with_code_and_output() {
        ServerSpec spec = script("echo starting; echo 'cannot open 100% of it' >&2; exit 7");
        ServerStartException failure = failureOf(spec.withStartupTimeout(Duration.ofMinutes(5)));
        assertThat(failure).hasMessageMatching(Pattern.compile("""
                        Server 'broken' did not become healthy at http://127\\.0\\.0\\.1:\\d+/health: \
                        process \\d+ exited with code 7 after \\d+(\\.\\d)? s\\.
                        Command: sh -c echo starting; echo 'cannot open 100% of it' >&2; exit 7 sh \\d+
                        Last output:
                          starting
                          cannot open 100% of it""", Pattern.DOTALL));
    }

    @Test
    void a_server_killed_by_a_signal_reports_the_shells_code_and_the_signal() {
        assertThat(failureOf(script("kill -9 $$")))
                .hasMessageContaining("exited with code 137 (SIGKILL, perhaps of the kernel for want of memory) after");
        assertThat(failureOf(script("kill -TERM $$"))).hasMessageContaining("exited with code 143 (SIGTERM) after");
    }

    @Test
    void a_silent_server_says_so() {
        assertThat(failureOf(script("exit 3"))).hasMessageEndingWith("Last output:%n  (none)".formatted());
    }

    @Test
    void only_the_last_lines_of_a_long_output_are_shown() {
        assertThat(failureOf(script("seq 1 100; exit 3")))
                .hasMessageContaining("Last output:%n  76%n  77%n".formatted())
                .hasMessageEndingWith("  100");
    }

    @Test
    void a_server_that_never_listens_times_out() {
        ServerSpec spec = script("exec sleep 60").withStartupTimeout(Duration.ofMillis(1500));
        assertThat(failureOf(spec)).hasMessageMatching(Pattern.compile("""
                Server 'broken' did not become healthy at http://127\\.0\\.0\\.1:(\\d+)/health within 1\\.5 s: \
                process \\d+ still runs, but nothing listened on port \\1\\.
                Command: .*
                Last output:
                  \\(none\\)""", Pattern.DOTALL));
    }

    @Test
    void a_health_path_that_is_never_healthy_times_out_with_the_last_answer() {
        ServerSpec spec =
                named(HttpMain.spec()).withHealth(HealthCheck.http("/other")).withStartupTimeout(Duration.ofSeconds(3));
        assertThat(failureOf(spec))
                .hasMessageMatching(Pattern.compile(
                        "Server 'broken' did not become healthy at http://127\\.0\\.0\\.1:\\d+/other within 3 s: "
                                + "process \\d+ still runs, but its last answer was HTTP 503\\.\n.*",
                        Pattern.DOTALL));
    }

    @Test
    void a_port_that_is_never_printed_times_out() {
        ServerSpec spec = script("exec sleep 60")
                .withPort(PortSource.fromLog(Pattern.compile("port (\\d+)")))
                .withStartupTimeout(Duration.ofMillis(500));
        assertThat(failureOf(spec))
                .hasMessageContaining("Server 'broken' did not become healthy within 0.5 s: process")
                .hasMessageContaining("still runs, but no line of the output matched the port pattern 'port (\\d+)'.");
    }

    @Test
    void a_log_line_that_never_comes_times_out() {
        ServerSpec spec = named(HttpMain.spec())
                .withHealth(HealthCheck.logLine(Pattern.compile("ready to serve")))
                .withStartupTimeout(Duration.ofSeconds(3));
        assertThat(failureOf(spec)).hasMessageContaining("but no line of the output matched 'ready to serve'.");
    }

    @Test
    void a_fixed_port_that_is_taken_is_refused_before_the_start() throws IOException {
        HttpServer foreign = foreignServer();
        try {
            int port = foreign.getAddress().getPort();
            ServerSpec spec = named(HttpMain.spec()).withPort(PortSource.fixed(port));
            assertThat(failureOf(spec))
                    .hasMessage(
                            "Server 'broken' cannot be started: port %s is taken by process %s (%s). "
                                    + "Free it, or let the port be leased.",
                            port,
                            ProcessHandle.current().pid(),
                            ProcessHandle.current().info().command().orElseThrow());
        } finally {
            foreign.stop(0);
        }
    }

    @Test
    void a_foreign_server_that_answers_200_on_our_port_does_not_pass() throws IOException {
        HttpServer foreign = foreignServer();
        try {
            int port = foreign.getAddress().getPort();
            ServerSpec spec = script("echo port " + port + "; exec sleep 60")
                    .withPort(PortSource.fromLog(Pattern.compile("port (\\d+)")));
            assertThat(failureOf(spec))
                    .hasMessageMatching(Pattern.compile(
                            "Server 'broken' cannot be reached at port %s: process %s \\(.*\\) listens there, not our process \\d+\\. Free the port or use another\\.\n.*"
                                    .formatted(port, ProcessHandle.current().pid()),
                            Pattern.DOTALL));
        } finally {
            foreign.stop(0);
        }
    }

    @Test
    void a_temp_directory_that_cannot_be_written_is_named() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThat(outputOfOwnerWithTempDirectory(file))
                .contains(
                        "ServerStartException: Server 'owned' cannot be started: The directory of 'owned' could not be "
                                + "created in " + file + "/mmp-test-" + System.getProperty("user.name") + ": ");
    }

    @Test
    void a_full_disk_is_named() throws Exception {
        Path disk = Files.createDirectory(temp.resolve("disk"));
        assumeTrue(
                exitCode("mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=2", "tmpfs", disk.toString()) == 0,
                "a small disk cannot be mounted here");
        try {
            assertThat(outputOfOwnerWithTempDirectory(disk))
                    .contains("ServerStartException: Server 'owned' cannot be started: The directory of 'owned' could "
                            + "not be created in " + disk + "/mmp-test-" + System.getProperty("user.name") + ": ")
                    .contains("No space left on device");
        } finally {
            assertThat(exitCode("umount", disk.toString())).isZero();
        }
    }

    @Test
    void a_server_that_does_not_come_back_is_closed() throws IOException {
        Path once = temp.resolve("once");
        ServerSpec spec = named(HttpMain.under("mkdir " + once + " || exit 9; exec \"$@\""));
        ManagedServer server = ManagedServer.start(spec);
        assertThatThrownBy(server::restart)
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("exited with code 9 after");
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void an_interrupted_start_ends_at_once_and_leaves_nothing() throws Exception {
        FutureTask<ServerStartException> start = new FutureTask<>(() -> failureOf(script("echo up; exec sleep 60")));
        Thread thread = new Thread(start);
        thread.start();
        await().until(() -> ProcessHandle.current()
                .descendants()
                .anyMatch(process -> process.info().commandLine().orElse("").contains("sleep 60")));

        thread.interrupt();

        assertThat(start.get(5, TimeUnit.SECONDS))
                .hasMessageStartingWith(
                        "Server 'broken' was not started: interrupted while waiting until it is healthy.");
    }

    @Test
    void bad_values_are_refused() {
        ServerSpec spec = HttpMain.spec();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSpec.of("a b", "x"))
                .withMessage("server name must be of letters, digits, '.', '_' and '-', but is 'a b'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSpec.of("x"))
                .withMessage("command of server 'x' is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec.withStartupTimeout(Duration.ZERO))
                .withMessage("startup timeout of server 'java' must be positive, but is PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec.withStopTimeout(Duration.ofSeconds(-1)))
                .withMessage("stop timeout of server 'java' must be positive, but is PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HealthCheck.http("health"))
                .withMessage("health path must start with '/', but is 'health'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortSource.fixed(70000))
                .withMessage("port must be between 1 and 65535, but is 70000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortSource.fromLog(Pattern.compile("port \\d+")))
                .withMessage("port pattern needs a group around the port, but is 'port \\d+'");
    }

    /** A second JVM, because the temp directory of this one is fixed; its server must not start. */
    private String outputOfOwnerWithTempDirectory(Path directory) throws Exception {
        List<String> command = new ArrayList<>(HttpMain.java(OwnerMain.class, "start-and-close"));
        command.addAll(1, List.of("-XX:-UsePerfData", "-Djava.io.tmpdir=" + directory));
        Process owner = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(owner.getInputStream().readAllBytes(), UTF_8);
        assertThat(owner.waitFor()).as(output).isEqualTo(1);
        return output;
    }

    private static int exitCode(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static ServerStartException failureOf(ServerSpec spec) {
        return catchThrowableOfType(ServerStartException.class, () -> ManagedServer.start(spec));
    }

    private static ServerSpec script(String text) {
        return ServerSpec.of("broken", "sh", "-c", text, "sh", "{port}");
    }

    private static ServerSpec named(ServerSpec spec) {
        return ServerSpec.of("broken", spec.command().toArray(String[]::new)).withPort(spec.port());
    }

    private static HttpServer foreignServer() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
