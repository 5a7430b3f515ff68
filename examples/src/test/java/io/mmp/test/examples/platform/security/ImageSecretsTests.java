package io.mmp.test.examples.platform.security;

import static io.mmp.test.security.SecurityAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.container.EnabledIfDocker;
import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.security.SecretReport;
import io.mmp.test.security.SecretScan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Looks for secrets in an image that is deployed, in each of its layers. */
@Tag("e2e")
@Tag("preprod")
@EnabledIfDocker(image = "mmp-test/redis:7")
class ImageSecretsTests {

    @Test
    @ChecklistItem("T13")
    void an_image_has_no_secrets(TestReporter reporter) {
        SecretScan scan = SecretScan.ofImage("mmp-test/redis:7");

        assertThat(scan).hasNoSecrets();

        SecretReport report = scan.report();
        reporter.publishEntry(
                ChecklistItem.FIGURE, "%s files, %s MB".formatted(report.files(), report.bytes() / 1_000_000));
    }

    @Test
    @NegativeControl("T13")
    void a_secret_that_a_later_layer_hides_is_found(@TempDir Path context) throws Exception {
        assumeTrue(isOnPath("docker"), "the program docker is not on the path, and builds the image of this test");
        String password = password();
        Files.writeString(context.resolve("app.env"), "PORT=8080\nDB_PASSWORD=" + password + "\n");
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM mmp-test/redis:7\nUSER root\nCOPY app.env /srv/app.env\nRUN : > /srv/app.env\nUSER redis\n");
        String image = "mmp-test/planted:" + UUID.randomUUID();
        docker("build", "-q", "-t", image, context.toString());
        try {
            assertThat(SecretScan.ofImage(image)).finds(password);
            assertThatThrownBy(() -> assertThat(SecretScan.ofImage(image)).hasNoSecrets())
                    .hasMessageContaining(
                            "layer 2 of 3 (written over in layer 3), srv/app.env, line 2: the value of a secret, '...' of 14 characters")
                    .satisfies(error -> assertThat(error.getMessage()).doesNotContain(password));
        } finally {
            docker("image", "rm", image);
        }
    }

    /** A password as people choose them; another in each run, so that none stands here. */
    private static String password() {
        int number = new Random().nextInt(10_000, 100_000);
        return "kaKUzelt-" + number;
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static void docker(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("docker"), Arrays.stream(arguments)).toList();
        Path output = Files.createTempFile("docker", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        Files.delete(output);
    }
}
