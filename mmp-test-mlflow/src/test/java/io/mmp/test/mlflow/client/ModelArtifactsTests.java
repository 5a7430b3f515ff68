package io.mmp.test.mlflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelArtifactsTests {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    private MlflowArtifacts artifacts;
    private String model;
    private String runId;

    @BeforeEach
    void register_version(@TempDir Path local) throws IOException {
        artifacts = MlflowArtifacts.at(SERVER.uri());
        model = SERVER.unique("fraud");
        runId = SERVER.newRun();
        artifacts.ofRun(runId).uploadFile(Files.writeString(local.resolve("model.txt"), "tree"), "model dir");
        MlflowRegistry registry = MlflowRegistry.at(SERVER.uri());
        registry.createModel(model);
        registry.createVersion(model, runId, "model dir");
        registry.setAlias(model, "champion", 1);
    }

    @Test
    void a_version_is_downloaded_by_number_and_by_alias(@TempDir Path copy) {
        assertThat(artifacts.ofModelVersion(model, 1).downloadAll(copy)).containsExactly(copy.resolve("model.txt"));
        assertThat(copy.resolve("model.txt")).hasContent("tree");
        assertThat(artifacts.ofModel("models:/" + model + "/1").read("model.txt"))
                .asString()
                .isEqualTo("tree");
        assertThat(artifacts.ofModel("models:/" + model + "@champion").read("model.txt"))
                .asString()
                .isEqualTo("tree");
    }

    @Test
    void a_version_registered_by_a_runs_uri_is_found() {
        SERVER.rest()
                .send(
                        "POST",
                        "mlflow/model-versions/create",
                        Map.of("name", model, "run_id", runId, "source", "runs:/" + runId + "/model dir"));
        assertThat(artifacts.ofModelVersion(model, 2).list()).containsExactly(new Artifact("model.txt", false, 4));
    }

    @Test
    void a_missing_file_of_a_version_is_reported_with_those_that_are_there() {
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> artifacts.ofModelVersion(model, 1).read("nope"))
                .withMessage("Model version '%s/1' has no artifact 'nope'; it has 1 artifact: model.txt", model);
    }

    @Test
    void a_missing_version_is_the_servers_404() {
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(() -> artifacts.ofModelVersion(model, 9))
                .withMessage(
                        "MLflow at %s answered GET mlflow/model-versions/get-download-uri with 404 RESOURCE_DOES_NOT_EXIST:"
                                + " Model Version (name=%s, version=9) not found",
                        SERVER.uri(), model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fraud/1",
                "models:/fraud",
                "models:/fraud/latest",
                "models:/a/b/1",
                "models:/@x",
                "runs:/r/model"
            })
    void a_model_uri_of_another_form_is_refused(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.ofModel(uri))
                .withMessage("Model URI '%s' is none of models:/name/version, models:/name@alias, models:/m-id", uri);
    }
}
