package io.mmp.test.mlflow.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MlflowArtifactsTests {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    @TempDir
    Path local;

    private String runId;
    private ArtifactTree artifacts;

    @BeforeEach
    void create_run() {
        runId = SERVER.newRun();
        artifacts = MlflowArtifacts.at(SERVER.uri()).ofRun(runId);
    }

    @Test
    void a_file_is_uploaded_listed_read_and_downloaded() throws IOException {
        assertThat(artifacts.uploadFile(file("model.txt", "tree"))).isEqualTo("model.txt");

        assertThat(artifacts.list()).containsExactly(new Artifact("model.txt", false, 4));
        assertThat(artifacts.read("model.txt")).asString().isEqualTo("tree");
        Path copy = artifacts.download("model.txt", local.resolve("new/copy"));
        assertThat(copy).isEqualTo(local.resolve("new/copy/model.txt")).hasContent("tree");
        assertThat(local.resolve("new/copy")).isDirectoryNotContaining("glob:**/.download*");
    }

    @Test
    void an_uploaded_file_replaces_the_one_before() throws IOException {
        artifacts.uploadFile(file("model.txt", "first"), "models");
        assertThat(artifacts.uploadFile(file("model.txt", "second"), "models/")).isEqualTo("models/model.txt");
        assertThat(artifacts.read("models/model.txt")).asString().isEqualTo("second");
    }

    @Test
    void a_directory_is_uploaded_walked_and_downloaded() throws IOException {
        file("data/a.csv", "1");
        file("data/deep/b.csv", "22");
        Files.createDirectories(local.resolve("data/empty"));

        assertThat(artifacts.uploadDirectory(local.resolve("data"), "in")).containsExactly("in/a.csv", "in/deep/b.csv");

        assertThat(artifacts.walk())
                .containsExactly(
                        new Artifact("in", true, 0),
                        new Artifact("in/a.csv", false, 1),
                        new Artifact("in/deep", true, 0),
                        new Artifact("in/deep/b.csv", false, 2));
        assertThat(artifacts.list("in")).extracting(Artifact::name).containsExactly("a.csv", "deep");
        Path copy = artifacts.download("in", local.resolve("copy"));
        assertThat(copy.resolve("a.csv")).hasContent("1");
        assertThat(copy.resolve("deep/b.csv")).hasContent("22");
    }

    @Test
    void a_directory_uploaded_to_the_root_is_downloaded_as_a_whole() throws IOException {
        file("data/a.csv", "1");
        file("data/deep/b.csv", "22");
        artifacts.uploadDirectory(local.resolve("data"));

        Path copy = local.resolve("copy");
        assertThat(artifacts.downloadAll(copy)).containsExactly(copy.resolve("a.csv"), copy.resolve("deep"));
        assertThat(copy.resolve("deep/b.csv")).hasContent("22");
    }

    @Test
    void a_link_is_followed_within_the_directory_and_refused_out_of_it() throws IOException {
        Path secret = file("secret.txt", "secret");
        Path inside = file("data/inside.txt", "inside");
        Files.createSymbolicLink(local.resolve("data/link.txt"), inside);
        assertThat(artifacts.uploadDirectory(local.resolve("data"))).containsExactly("inside.txt", "link.txt");

        Path escape = Files.createSymbolicLink(local.resolve("data/escape.txt"), secret);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.uploadDirectory(local.resolve("data")))
                .withMessage("'%s' cannot be uploaded: it is a link to '%s', outside of '%s'"
                        .formatted(escape, secret.toRealPath(), local.resolve("data")));
    }

    @Test
    void a_missing_local_file_or_directory_is_refused() throws IOException {
        Path missing = local.resolve("missing");
        Path file = file("file.txt", "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.uploadFile(missing))
                .withMessage("'%s' cannot be uploaded: it does not exist", missing);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.uploadDirectory(missing))
                .withMessage("'%s' cannot be uploaded: it does not exist", missing);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.uploadFile(local))
                .withMessage("'%s' cannot be uploaded: it is not a regular file", local);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.uploadDirectory(file))
                .withMessage("'%s' cannot be uploaded: it is not a directory", file);
    }

    @Test
    void a_missing_artifact_is_reported_with_those_that_are_there() throws IOException {
        String nothing = "Run '" + runId + "' has no artifact 'nope/x.txt'; it has no artifacts";
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> artifacts.read("nope/x.txt"))
                .withMessage(nothing);

        artifacts.uploadFile(file("a.txt", "a"), "in");
        String some = "Run '" + runId + "' has no artifact 'nope'; it has 2 artifacts: in/, in/a.txt";
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> artifacts.read("nope"))
                .withMessage(some);
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> artifacts.sha256("nope"))
                .withMessage(some);
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> artifacts.list("nope"))
                .withMessage(some);
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> artifacts.download("nope", local))
                .withMessage(some);
        assertThat(artifacts.find("nope")).isEmpty();
        assertThat(artifacts.find("in/a.txt")).contains(new Artifact("in/a.txt", false, 1));
    }

    @Test
    void a_file_is_no_directory_and_a_directory_no_file() throws IOException {
        artifacts.uploadFile(file("a.txt", "a"), "in");
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> artifacts.read("in"))
                .withMessage("Artifact 'in' of run '" + runId + "' is a directory, not a file");
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> artifacts.list("in/a.txt"))
                .withMessage("Artifact 'in/a.txt' of run '" + runId + "' is a file, not a directory");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.download("", local))
                .withMessage("The artifact root has no name to download it under: use downloadAll");
    }

    @Test
    void nothing_that_exists_is_overwritten() throws IOException {
        artifacts.uploadFile(file("source/a.txt", "new"), "in");
        Path directory = Files.createDirectories(local.resolve("copy/in"));
        Path file = file("copy/a.txt", "old");

        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> artifacts.download("in", local.resolve("copy")))
                .withMessage(
                        "Artifact 'in' is not downloaded to '%s', which already exists: delete that or choose another directory",
                        directory);
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> artifacts.download("in/a.txt", local.resolve("copy")))
                .withMessage(
                        "Artifact 'in/a.txt' is not downloaded to '%s', which already exists: delete that or choose another directory",
                        file);
        assertThat(file).hasContent("old");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_missing_run_is_the_servers_404() {
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(() -> MlflowArtifacts.at(SERVER.uri()).ofRun("no/such run?"))
                .withMessage(
                        "MLflow at %s answered GET mlflow/runs/get with 404 RESOURCE_DOES_NOT_EXIST: Run with id=no/such run? not found",
                        SERVER.uri())
                .satisfies(refusal -> {
                    assertThat(refusal.status()).isEqualTo(404);
                    assertThat(refusal.errorCode()).isEqualTo(MlflowErrorCode.RESOURCE_DOES_NOT_EXIST);
                });
    }

    @Test
    void a_digest_is_the_sha_256_of_the_content() throws IOException {
        artifacts.uploadFile(file("abc.txt", "abc"));
        artifacts.uploadFile(file("empty.txt", ""));
        assertThat(artifacts.sha256("abc.txt"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(artifacts.sha256("empty.txt"))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    private Path file(String name, String content) throws IOException {
        Path file = local.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content, UTF_8);
    }
}
