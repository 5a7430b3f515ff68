package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.client.RunListing;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the server of a failed test in a JVM of its own. */
@Tag("integration")
class KeptServerTests {

    private static final Pattern KEPT = Pattern.compile(
            "mmp\\.kept=Kept for you to look at, since KeptServerTestCase > fails\\(MlflowTracking\\) failed: MLflow server at (\\S+) \\(EMBEDDED\\)\\. It ends when you delete (\\S+), or in 300 s\\.");

    @TempDir
    Path directory;

    @Test
    void it_can_be_looked_at_until_its_file_is_deleted_and_leaves_nothing() throws Exception {
        Process jvm = start("-Dmmp.keep=on-failure", "-Dmmp.keep.for=5m", "-Dmmp.leaks.directory=" + directory);
        try (BufferedReader output = jvm.inputReader()) {
            assertThat(output.readLine()).startsWith("mmp.failure.mlflow=MLflow server at ");
            Matcher kept = KEPT.matcher(output.readLine());
            assertThat(kept.matches()).isTrue();
            URI server = URI.create(kept.group(1));
            assertThat(RunListing.read(server, Optional.empty(), 10).runs()).hasSize(1);
            assertThat(jvm.isAlive()).isTrue();

            Files.delete(Path.of(kept.group(2)));
            assertThat(output.readLine()).isNull();
            assertThat(jvm.waitFor()).isZero();
            assertThat(leaks()).contains("\"leaks\": []");
        } finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    void without_the_setting_the_test_ends_at_once() throws Exception {
        Process jvm = start();
        try (BufferedReader output = jvm.inputReader()) {
            assertThat(output.lines()).singleElement().asString().startsWith("mmp.failure.mlflow=");
            assertThat(jvm.waitFor()).isZero();
        } finally {
            jvm.destroyForcibly();
        }
    }

    private String leaks() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return Files.readString(
                    files.filter(file -> file.getFileName().toString().startsWith("leaks."))
                            .findFirst()
                            .orElseThrow());
        }
    }

    private static Process start(String... options) throws IOException {
        List<String> command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        Stream.of(options),
                        Stream.of("-cp", LongRunningTestCase.classPath(), KeptServerTestCase.class.getName()))
                .flatMap(part -> part)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        // Where this runs a build server's nobody may look, but here somebody does.
        List.of("CI", "JENKINS_URL", "TEAMCITY_VERSION", "TF_BUILD").forEach(builder.environment()::remove);
        return builder.start();
    }
}
