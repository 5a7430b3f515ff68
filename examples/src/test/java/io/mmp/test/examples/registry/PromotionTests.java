package io.mmp.test.examples.registry;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

/** Promotes the better of two models to champion, and rolls it back. */
@IsolatedMlflow
class PromotionTests {

    private static final String MODEL = "fraud";

    @TempDir
    Path temp;

    @Test
    void the_better_model_becomes_champion_and_a_rollback_brings_the_old_one_back(MlflowTracking mlflow)
            throws IOException {
        MlflowRegistry registry = mlflow.registry();
        registry.createModel(MODEL);
        ModelVersion first = register(mlflow, 0.91);
        promoteIfBetter(mlflow, first);
        ModelVersion second = register(mlflow, 0.94);
        promoteIfBetter(mlflow, second);
        ModelVersion worse = register(mlflow, 0.90);
        promoteIfBetter(mlflow, worse);

        assertThat(registry.model(MODEL)).hasAlias("champion", second.version());
        assertThat(registry.versionByAlias(MODEL, "champion"))
                .isReady()
                .hasSourceRun(second.runId())
                .hasTag("approver", "nightly");
        assertThat(registry.lineage(MODEL, second.version()))
                .hasGitCommit("4f2a9c1")
                .hasApprover("nightly");

        registry.setAlias(MODEL, "champion", first.version());

        assertThat(registry.versionByAlias(MODEL, "champion")).hasSourceRun(first.runId());
        assertThat(mlflow.artifacts().ofModel("models:/fraud@champion").read("model.txt"))
                .asString()
                .isEqualTo("auc 0.91");
    }

    /** The code under test of a real project: the promotion rule. */
    private static void promoteIfBetter(MlflowTracking mlflow, ModelVersion candidate) {
        MlflowRegistry registry = mlflow.registry();
        boolean isBetter = registry.model(MODEL).aliases().get("champion") == null
                || auc(mlflow, candidate) > auc(mlflow, registry.versionByAlias(MODEL, "champion"));
        if (isBetter) {
            registry.setAlias(MODEL, "champion", candidate.version());
            registry.setVersionTag(MODEL, candidate.version(), "approver", "nightly");
        }
    }

    private static double auc(MlflowTracking mlflow, ModelVersion version) {
        return mlflow.run(version.runId()).data().metrics().get("auc");
    }

    private ModelVersion register(MlflowTracking mlflow, double auc) throws IOException {
        MlflowClient client = mlflow.client();
        String runId = client.createRun(mlflow.experimentId()).getRunId();
        client.logMetric(runId, "auc", auc);
        client.setTag(runId, "mlflow.source.git.commit", "4f2a9c1");
        Path file = Files.writeString(temp.resolve("model.txt"), "auc " + auc);
        mlflow.artifacts().ofRun(runId).uploadFile(file, "model");
        client.setTerminated(runId, RunStatus.FINISHED);
        return mlflow.registry().createVersion(MODEL, runId, "model");
    }
}
