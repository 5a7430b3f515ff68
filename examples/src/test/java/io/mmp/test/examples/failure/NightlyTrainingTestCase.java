package io.mmp.test.examples.failure;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;

import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

/** A test that fails, so that {@link FailureTests} sees what it leaves. */
@IsolatedMlflow
class NightlyTrainingTestCase {

    @Test
    void reaches_its_goal(MlflowTracking mlflow) {
        String runId = train(mlflow.client());

        assertThat(mlflow.run(runId)).isFinished().hasMetricBetween("auc", 0.8, 1);
    }

    /** Stands for your own training code. */
    private static String train(MlflowClient client) {
        String runId = client.createRun("0").getRunId();
        client.setTag(runId, "mlflow.runName", "nightly");
        client.setTag(runId, "team", "payments");
        Map.of("learning_rate", "0.1", "max_tokens", "512", "hub_token", "not for everybody")
                .forEach((key, value) -> client.logParam(runId, key, value));
        for (int step = 0; step < 50; step++) {
            client.logMetric(runId, "loss", 1.0 / (1 + step), System.currentTimeMillis(), step);
        }
        client.logMetric(runId, "auc", 0.71);
        client.setTerminated(runId, RunStatus.FINISHED);
        return runId;
    }
}
