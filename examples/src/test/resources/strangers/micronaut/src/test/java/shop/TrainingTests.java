package shop;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingTests implements TestPropertyProvider {

    private final EmbeddedMlflow mlflow = EmbeddedMlflow.start(Path.of("target/mlflow-artifacts"));

    @Inject
    Training training;

    @Override
    public Map<String, String> getProperties() {
        return Map.of("mlflow.tracking-uri", mlflow.uri().toString());
    }

    @AfterAll
    void stop() {
        mlflow.close();
    }

    @Test
    void logs_how_good_it_is() {
        assertThat(LoggedRun.at(mlflow.uri(), training.train())).isFinished().hasMetric("auc", 0.9);
    }
}
