package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OwnArtifactsTests {

    @Test
    void are_one_directory_that_is_removed_with_all_that_is_in_it() throws IOException {
        OwnArtifacts artifacts = new OwnArtifacts();
        Path directory = artifacts.get();
        Files.writeString(directory.resolve("model.txt"), "a model");

        assertThat(artifacts.get()).isEqualTo(directory);
        artifacts.close();
        assertThat(directory).doesNotExist();
        artifacts.close();
    }

    @Test
    void are_not_made_any_more_for_a_request_that_comes_too_late() {
        OwnArtifacts artifacts = new OwnArtifacts();
        artifacts.close();

        assertThatIllegalStateException()
                .isThrownBy(artifacts::get)
                .withMessage("The embedded MLflow server is closed, and its artifacts are gone");
    }

    @Test
    void serve_a_server_that_was_given_no_directory() {
        try (EmbeddedMlflow mlflow = EmbeddedMlflow.start()) {
            Rest rest = new Rest(mlflow.uri());
            String artifact = "/api/2.0/mlflow-artifacts/artifacts/0/a.txt";

            assertThat(rest.get("/api/2.0/mlflow-artifacts/artifacts").body()).isEqualTo("{}");
            assertThat(rest.get(artifact).status()).isEqualTo(404);
            assertThat(rest.send("PUT", artifact, "text").status()).isEqualTo(200);
            assertThat(rest.get(artifact).body()).isEqualTo("text");
        }
    }
}
