package io.mmp.test.mlflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactLocationTests {

    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";

    @TempDir
    Path local;

    private StubServer server;

    @BeforeEach
    void start_server() throws IOException {
        server = new StubServer();
    }

    @AfterEach
    void stop_server() {
        server.close();
    }

    @Test
    void artifacts_are_found_below_each_form_of_proxied_uri() {
        server.answering(ARTIFACTS + "/1/r/a.txt", 200, "a");
        String host = server.uri().getAuthority();
        for (String uri : new String[] {
            "mlflow-artifacts:/1/r",
            "mlflow-artifacts:/1/r/",
            "mlflow-artifacts:///1/r",
            "mlflow-artifacts://" + host + "/1/r",
            "http://" + host + ARTIFACTS + "/1/r"
        }) {
            server.answeringRun("r", uri);
            assertThat(artifacts().read("a.txt")).as(uri).asString().isEqualTo("a");
        }
    }

    @Test
    void an_artifact_at_the_root_of_the_store_is_found() {
        server.answeringRun("r", "mlflow-artifacts:/").answering(ARTIFACTS + "/a.txt", 200, "a");
        assertThat(artifacts().read("a.txt")).asString().isEqualTo("a");
    }

    @Test
    void a_logged_model_has_artifacts_of_its_own() {
        server.answering(
                        "/api/2.0/mlflow/logged-models/m-7",
                        200,
                        "{\"model\": {\"info\": {\"artifact_uri\": \"mlflow-artifacts:/0/models/m-7/artifacts\"}}}")
                .answering(ARTIFACTS + "/0/models/m-7/artifacts/MLmodel", 200, "flavors");
        ArtifactTree model = MlflowArtifacts.at(server.uri()).ofModel("models:/m-7");
        assertThat(model.read("MLmodel")).asString().isEqualTo("flavors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3://bucket/1/r", "/tmp/mlruns/1/r", "file:///tmp/1/r", "https://elsewhere.example/1/r", ""})
    void artifacts_that_the_server_does_not_serve_are_refused_with_the_remedy(String uri) {
        server.answeringRun("r", uri);
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(this::artifacts)
                .withMessage(
                        "The artifacts of run 'r' are at '%s', which MLflow at %s does not serve. Start the server with"
                                + " --artifacts-destination instead of --default-artifact-root, so that it serves them as mlflow-artifacts:/",
                        uri, server.uri());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escape.txt", "..", "/etc/passwd", "a/b", "a\\\\b", "", "line\\nbreak"})
    void an_unsafe_name_from_the_server_is_refused(String name) {
        server.answeringRun("r", "mlflow-artifacts:/1/r")
                .answering(ARTIFACTS + "?path=1%2Fr", 200, "{\"files\": [{\"path\": \"in\", \"is_dir\": true}]}")
                .answering(ARTIFACTS + "?path=1%2Fr%2Fin", 200, "{\"files\": [{\"path\": \"" + name + "\"}]}");
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> artifacts().download("in", local))
                .withMessage(
                        "MLflow at %s lists an artifact of run 'r' under the unsafe name '%s'",
                        server.uri(), name.replace("\\\\", "\\").replace("\\n", "\n"));
        assertThat(local).isEmptyDirectory();
    }

    @Test
    void a_download_that_breaks_off_leaves_nothing() {
        server.answeringRun("r", "mlflow-artifacts:/1/r")
                .answering(ARTIFACTS + "?path=1%2Fr", 200, "{\"files\": [{\"path\": \"a.txt\", \"file_size\": 14}]}")
                .breakingOff(ARTIFACTS + "/1/r/a.txt", "half");
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> artifacts().download("a.txt", local))
                .withCauseInstanceOf(IOException.class)
                .satisfies(failure -> assertThat(failure)
                        .hasMessage("The download of artifact 'a.txt' of run 'r' broke off: " + failure.getCause()));
        assertThat(local).isEmptyDirectory();
    }

    @Test
    void credentials_are_sent_to_the_tracking_server_and_to_no_other() throws IOException {
        try (StubServer other = new StubServer()) {
            other.answering(ARTIFACTS + "/1/r/a.txt", 200, "a");
            server.answeringRun("r", "mlflow-artifacts://" + other.uri().getAuthority() + "/1/r");
            URI withUser = URI.create("http://jane:s%40cret@" + server.uri().getAuthority() + "/");
            assertThat(MlflowArtifacts.at(withUser).ofRun("r").read("a.txt"))
                    .asString()
                    .isEqualTo("a");

            assertThat(server.authorizations()).containsExactly("Basic amFuZTpzQGNyZXQ=");
            assertThat(other.authorizations()).containsExactly("none");
        }
    }

    @Test
    void a_server_that_is_down_is_named() {
        URI uri = server.uri();
        server.close();
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> MlflowArtifacts.at(uri).ofRun("r"))
                .withMessage(
                        "MLflow at %s did not answer GET mlflow/runs/get: connection refused; is it running?", uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[]", "null", "", "{\"run\": "})
    void an_answer_that_is_no_json_object_is_reported(String body) {
        server.answering("/api/2.0/mlflow/runs/get?run_id=r", 200, body);
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(this::artifacts)
                .withMessage(
                        "MLflow at %s answered GET mlflow/runs/get with what is not a JSON object; is it an MLflow server?",
                        server.uri());
    }

    @Test
    void an_error_that_is_not_mlflows_is_shown_as_it_is() {
        server.answering("/api/2.0/mlflow/runs/get?run_id=r", 502, "Bad Gateway 100%\n");
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(this::artifacts)
                .withMessage("MLflow at " + server.uri() + " answered GET mlflow/runs/get with 502: Bad Gateway 100%")
                .satisfies(refusal -> assertThat(refusal.errorCode()).isEqualTo(MlflowErrorCode.OTHER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:///m.db", "localhost:5000", "/tmp/mlruns", "http:///path", "ftp://host"})
    void a_tracking_uri_that_is_no_server_is_refused(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MlflowArtifacts.at(URI.create(uri)))
                .withMessage(
                        "Tracking URI '%s' is not the address of a server: use http://host:port or https://host:port",
                        uri);
    }

    private ArtifactTree artifacts() {
        return MlflowArtifacts.at(server.uri()).ofRun("r");
    }
}
