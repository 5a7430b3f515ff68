package io.mmp.test.examples.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.fixture.ServerFixture;
import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.process.MlflowInstallation;
import io.mmp.test.server.PortSource;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs a Python model server under uvicorn for the class, and lets it hang and crash. */
@Tag("e2e")
@EnabledIfMlflowProcess // the Python environment of MLflow has uvicorn
class ModelServerTests {

    @RegisterExtension
    static final ServerFixture MODEL = ServerFixture.of(() -> ServerSpec.of(
                    "model", python(), "-m", "uvicorn", "--app-dir", scripts(), "--port", "{port}", "scoring:app")
            .withPort(PortSource.fromLog(Pattern.compile("running on http://127.0.0.1:(\\d+)"))));

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void the_model_scores_a_transaction() throws Exception {
        assertThat(score()).isEqualTo("{\"fraud\": 0.97}");
    }

    @Test
    void a_client_with_a_timeout_survives_a_model_that_hangs() throws Exception {
        MODEL.server().pause();
        assertThatThrownBy(this::score).isInstanceOf(HttpTimeoutException.class);
        MODEL.server().resume();
        assertThat(score()).isEqualTo("{\"fraud\": 0.97}");
    }

    @Test
    void a_model_that_crashed_is_back_at_the_same_address() throws Exception {
        MODEL.server().kill();
        assertThatThrownBy(this::score).isInstanceOf(IOException.class);
        MODEL.server().restart();
        assertThat(score()).isEqualTo("{\"fraud\": 0.97}");
    }

    private String score() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(MODEL.uri().resolve("/score"))
                .timeout(Duration.ofSeconds(2))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private static String python() {
        return MlflowInstallation.ensure().python().toString();
    }

    private static String scripts() {
        return Path.of("src/test/resources/python").toAbsolutePath().toString();
    }
}
