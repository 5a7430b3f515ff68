package io.mmp.test.mlflow.assertion;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.mlflow.assertion.Failing.assertFails;

import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ArtifactAssertTests {

    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    private LoggedRun run;

    @BeforeEach
    void log_artifact(@TempDir Path local) throws IOException {
        run = LoggedRun.at(SERVER.uri(), SERVER.newRun());
        run.artifacts().uploadFile(Files.writeString(local.resolve("abc.txt"), "abc"), "in");
    }

    @Test
    void an_artifact_that_is_there_is_accepted() {
        assertThat(run).hasArtifact("in").hasArtifact("in/abc.txt");
        assertThat(run).artifact("in").isDirectory();
        assertThat(run)
                .artifact("in/abc.txt")
                .hasSize(3)
                .hasText("abc")
                .containsText("b")
                .hasBytes(new byte[] {'a', 'b', 'c'})
                .hasSha256(ABC)
                .hasSha256(ABC.toUpperCase(java.util.Locale.ROOT));
    }

    @Test
    void a_missing_artifact_is_rejected_with_those_that_are_there() {
        assertFails(
                () -> assertThat(run).hasArtifact("model.txt"),
                "Expecting " + run + " to have artifact 'model.txt', but it has 2 artifacts: in/, in/abc.txt");
        assertFails(
                () -> assertThat(run).artifact("in/model.txt"),
                "Expecting " + run + " to have artifact 'in/model.txt', but it has 2 artifacts: in/, in/abc.txt");
    }

    @Test
    void other_content_is_rejected() {
        String label = "artifact 'in/abc.txt' of " + run;
        assertFails(
                () -> assertThat(run).artifact("in/abc.txt").hasText("abd"),
                "Expecting " + label + " to have the text",
                "  \"abd\"",
                "but it has",
                "  \"abc\"");
        assertFails(
                () -> assertThat(run).artifact("in/abc.txt").containsText("d"),
                "Expecting " + label + " to contain the text",
                "  \"d\"",
                "but it has",
                "  \"abc\"");
        assertFails(
                () -> assertThat(run).artifact("in/abc.txt").hasBytes(new byte[] {1}),
                "Expecting " + label + " to have the bytes",
                "  [1]",
                "but it has",
                "  [97, 98, 99]");
        assertFails(
                () -> assertThat(run).artifact("in/abc.txt").hasSize(4),
                "Expecting " + label + " to have 4 bytes, but it has 3");
        assertFails(
                () -> assertThat(run).artifact("in/abc.txt").hasSha256("00"),
                "Expecting " + label + " to have SHA-256 digest 00, but it has " + ABC);
    }

    @Test
    void a_file_is_no_directory_and_a_directory_no_file() {
        assertFails(
                () -> assertThat(run).artifact("in/abc.txt").isDirectory(),
                "Expecting artifact 'in/abc.txt' of " + run + " to be a directory, but it is a file of 3 bytes");
        String noFile = "Expecting artifact 'in/' of " + run + " to be a file, but it is a directory";
        assertFails(() -> assertThat(run).artifact("in").hasSize(3), noFile);
        assertFails(() -> assertThat(run).artifact("in").hasText(""), noFile);
        assertFails(() -> assertThat(run).artifact("in").containsText(""), noFile);
        assertFails(() -> assertThat(run).artifact("in").hasBytes(new byte[0]), noFile);
        assertFails(() -> assertThat(run).artifact("in").hasSha256(ABC), noFile);
    }
}
