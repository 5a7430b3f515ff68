package io.mmp.test.examples.registry;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.IsolatedMlflow.Server;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.mlflow.state.MlflowState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Begins with the experiments and models that another server had. */
class InitialStateTests {

    @Test
    @IsolatedMlflow(server = Server.EMBEDDED, state = "state/two-models.json")
    void the_better_challenger_becomes_champion(MlflowTracking mlflow) {
        promoteTheBest(mlflow);

        assertThat(mlflow.registry().versionByAlias("fraud", "champion")).hasSourceRun("fraud-gbm");
        assertThat(mlflow.run("fraud-gbm")).hasParam("depth", "6").hasMetric("auc", 0.93);
    }

    /** What is tested here. */
    private static void promoteTheBest(MlflowTracking mlflow) {
        String best = mlflow.runs()
                .search("4", "status = 'FINISHED'", "metrics.auc DESC")
                .findFirst()
                .orElseThrow()
                .data()
                .id();
        int version = mlflow.registry()
                .searchVersions("run_id = '" + best + "'")
                .findFirst()
                .orElseThrow()
                .version();
        mlflow.registry().setAlias("fraud", "champion", version);
    }

    @Test
    @IsolatedMlflow
    void a_server_is_written_to_a_file(MlflowTracking mlflow, @TempDir Path directory) {
        mlflow.registry().seed("fraud");
        Path file = directory.resolve("state.json");

        MlflowState.of(mlflow.uri()).writeTo(file);

        try (EmbeddedMlflow copy = EmbeddedMlflow.start(directory.resolve("artifacts"), MlflowState.read(file))) {
            MlflowState.of(copy.uri()).writeTo(directory.resolve("again.json"));
        }
        assertThat(directory.resolve("again.json")).hasSameBinaryContentAs(file);
    }
}
