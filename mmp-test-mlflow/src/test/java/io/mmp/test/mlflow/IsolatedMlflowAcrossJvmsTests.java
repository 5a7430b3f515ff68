package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several JVMs run tests at the same time, or are killed in the middle of one. */
@Tag("integration")
class IsolatedMlflowAcrossJvmsTests {

    @TempDir
    Path temp;

    @Test
    void two_jvms_at_once_have_servers_of_their_own() throws Exception {
        try (TestJvm one = TestJvm.start("EMBEDDED", temp);
                TestJvm other = TestJvm.start("EMBEDDED", temp)) {
            assertThat(one.server()).isNotEqualTo(other.server());
            assertThat(one.end()).isZero();
            assertThat(other.end()).isZero();
        }
        assertNothingIsLeft();
    }

    @Test
    void a_jvm_that_is_killed_leaves_no_embedded_server_and_no_file() throws Exception {
        killInTheMiddleOfATest("EMBEDDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"warm", "plain"})
    @Tag("e2e")
    @EnabledIfMlflowProcess
    void a_jvm_that_is_killed_leaves_no_real_server_and_no_file(String start) throws Exception {
        killInTheMiddleOfATest("PROCESS", "-Dmmp.mlflow.process.start=" + start);
    }

    private void killInTheMiddleOfATest(String kind, String... options) throws Exception {
        try (TestJvm jvm = TestJvm.start(kind, temp, options)) {
            URI server = jvm.server();
            assertThat(accepts(server)).isTrue();
            assertThat(ProcessHandle.allProcesses().anyMatch(this::runsHere)).isEqualTo(kind.equals("PROCESS"));
            try (Stream<Path> files = Files.walk(temp)) {
                assertThat(files).anyMatch(file -> file.endsWith("model.txt"));
            }

            jvm.kill();

            await().atMost(Duration.ofSeconds(5)).until(() -> !accepts(server));
        }
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(ProcessHandle.allProcesses().filter(this::runsHere)).isEmpty();
            try (Stream<Path> files = Files.walk(temp)) {
                assertThat(files.filter(Files::isRegularFile)
                                .filter(file -> !file.getFileName().toString().contains(".lock")))
                        .isEmpty();
            }
        });
    }

    private boolean runsHere(ProcessHandle process) {
        try {
            Path link = Path.of("/proc", String.valueOf(process.pid()), "cwd");
            return Files.readSymbolicLink(link).startsWith(temp);
        } catch (IOException goneOrAnotherUsers) {
            return false;
        }
    }

    private static boolean accepts(URI server) {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** A JVM in the middle of {@link LongRunningTestCase}. */
    private record TestJvm(Process process, URI server) implements AutoCloseable {

        static TestJvm start(String kind, Path temp, String... options) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-Djava.io.tmpdir=" + temp);
            command.add("-Dmmp.mlflow.server=" + kind);
            command.addAll(List.of(options));
            command.addAll(List.of("-cp", LongRunningTestCase.classPath(), LongRunningTestCase.class.getName()));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader();
            String line = output.readLine();
            assertThat(line).as("first line of the JVM").startsWith("http://127.0.0.1:");
            return new TestJvm(process, URI.create(line));
        }

        int end() throws IOException, InterruptedException {
            process.getOutputStream().close();
            return process.waitFor();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
