package io.mmp.test.mlflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a program of its own. */
@Tag("integration")
class EmbeddedMlflowMainTests {

    /** On a system by that name the JVM starts no process, so that nothing else cleans up. */
    @ParameterizedTest
    @ValueSource(strings = {"Linux", "Windows 11"})
    void prints_its_uri_serves_until_its_input_ends_and_removes_its_artifacts(String system, @TempDir Path temporary)
            throws IOException, InterruptedException {
        assumeTrue(
                system.equals("Linux") || Runtime.version().feature() > 17,
                "JDK 17 loads the sockets of the system that it is told to be on");
        Process program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Dos.name=" + system,
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedMlflow.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8))) {
            URI uri = URI.create(output.readLine());
            Rest rest = new Rest(uri);
            assertThat(uri.toString()).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(rest.get("/health").body()).isEqualTo("OK");
            rest.send("PUT", "/api/2.0/mlflow-artifacts/artifacts/a/b.txt", "x");
            assertThat(temporary).isDirectoryRecursivelyContaining("glob:**/b.txt");

            program.getOutputStream().close();

            assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isZero();
            assertThat(output.readLine()).isNull();
            await().untilAsserted(() -> hasNoDirectoryOfAJvm(temporary));
        } finally {
            program.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void leaves_nothing_when_it_is_killed(String signal, @TempDir Path temporary)
            throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedMlflow.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8))) {
            Rest rest = new Rest(URI.create(output.readLine()));
            rest.send("PUT", "/api/2.0/mlflow-artifacts/artifacts/a/b.txt", "x");
            assertThat(temporary).isDirectoryRecursivelyContaining("glob:**/b.txt");

            new ProcessBuilder("kill", "-s", signal, String.valueOf(program.pid()))
                    .start()
                    .waitFor();

            assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
            await().untilAsserted(() -> hasNoDirectoryOfAJvm(temporary));
        } finally {
            program.destroyForcibly();
        }
    }

    private static void hasNoDirectoryOfAJvm(Path temporary) throws IOException {
        try (Stream<Path> left = Files.walk(temporary)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("jvm-") || name.startsWith("embedded-mlflow"));
        }
    }
}
