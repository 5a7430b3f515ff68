package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second JVM, on a machine with settings of its own, runs {@link LongRunningTestCase} on real Feast, PostgreSQL and Redis, and ends. */
@Tag("e2e")
@EnabledIfFeastProcess
class IsolatedFeastAcrossJvmsTests {

    /** In the command lines of PostgreSQL and Redis. */
    private static final Pattern PORT =
            Pattern.compile("^(?:.*/redis-server 127\\.0\\.0\\.1:|.*/postgres .* -p )(\\d+)");

    /** What a developer's machine may have set, and Feast, Python, PostgreSQL's client and programs, or HTTP clients read. */
    private static final Map<String, String> SETTINGS_OF_A_DEVELOPER = Map.ofEntries(
            Map.entry("FEATURE_STORE_YAML_BASE64", "cHJvamVjdDogb3RoZXI="),
            Map.entry("FEAST_FS_YAML_FILE_PATH", "/nowhere/feature_store.yaml"),
            Map.entry("FEAST_OPENLINEAGE_ENABLED", "true"),
            Map.entry("FEAST_OPENLINEAGE_URL", "http://127.0.0.1:9"),
            Map.entry("PYTHONPATH", "/nowhere"),
            Map.entry("PYTHONHOME", "/nowhere"),
            Map.entry("PYTHONWARNINGS", "error"),
            Map.entry("PGHOST", "nowhere.invalid"),
            Map.entry("PGPORT", "1"),
            Map.entry("PGUSER", "somebody"),
            Map.entry("PGDATABASE", "elsewhere"),
            Map.entry("PGDATA", "/nowhere"),
            Map.entry("PGSSLMODE", "require"),
            Map.entry("PGOPTIONS", "-c search_path=elsewhere"),
            Map.entry("PGSERVICE", "elsewhere"),
            Map.entry("REQUESTS_CA_BUNDLE", "/nowhere"),
            Map.entry("SSL_CERT_FILE", "/nowhere"),
            Map.entry("HTTP_PROXY", "http://127.0.0.1:9"),
            Map.entry("http_proxy", "http://127.0.0.1:9"),
            Map.entry("NO_PROXY", ""),
            Map.entry("no_proxy", ""),
            Map.entry("TZ", "Asia/Kathmandu"));

    @TempDir
    Path temp;

    private Process jvm;
    private List<Integer> ports;

    @BeforeEach
    void startInTheMiddleOfATest() throws IOException {
        // Started by root, PostgreSQL runs as another user, who has to reach its data.
        assertThat(temp.toFile().setExecutable(true, false)).isTrue();
        ProcessBuilder start = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temp,
                        "-Djava.util.logging.config.file=/dev/null",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongRunningTestCase.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        start.environment().putAll(SETTINGS_OF_A_DEVELOPER);
        jvm = start.start();
        String line = jvm.inputReader().readLine();
        assertThat(line).as("first line of the JVM").startsWith("http://127.0.0.1:");
        ports = Stream.concat(
                        Stream.of(URI.create(line).getPort()),
                        commands().stream()
                                .flatMap(command -> PORT.matcher(command).results())
                                .map(match -> Integer.valueOf(match.group(1))))
                .toList();

        assertThat(ports)
                .as("ports of feast serve, PostgreSQL and Redis")
                .hasSize(3)
                .allMatch(IsolatedFeastAcrossJvmsTests::accepts);
        assertThat(commands())
                .anyMatch(command -> command.contains("Feast side-car"))
                .anyMatch(command -> command.contains("/redis-server "))
                // a child, which leads a session of its own and has overwritten its environment
                .anyMatch(command -> command.startsWith("postgres: checkpointer"));
    }

    @AfterEach
    void end() {
        jvm.destroyForcibly();
    }

    @Test
    void a_jvm_that_is_killed_leaves_no_process_no_port_and_no_directory() throws Exception {
        jvm.destroyForcibly().waitFor();

        assertNothingIsLeft();
    }

    @Test
    void a_jvm_that_ends_leaves_no_process_no_port_and_no_directory() throws Exception {
        jvm.getOutputStream().close();

        assertThat(jvm.waitFor()).isZero();
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(commands()).isEmpty();
            assertThat(ports).noneMatch(IsolatedFeastAcrossJvmsTests::accepts);
            try (Stream<Path> files = Files.walk(temp)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .noneMatch(name -> name.startsWith("jvm-") || name.startsWith("feast"));
            }
        });
    }

    /** The commands of the processes that run in a directory of the JVM, found without any help of the code under test. */
    private List<String> commands() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(this::runsHere)
                    .map(IsolatedFeastAcrossJvmsTests::command)
                    .toList();
        }
    }

    private boolean runsHere(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).startsWith(temp);
        } catch (IOException goneOrAnotherUsers) {
            return false;
        }
    }

    private static String command(Path process) {
        try {
            return Files.readString(process.resolve("cmdline")).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
