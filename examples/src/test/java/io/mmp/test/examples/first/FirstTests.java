package io.mmp.test.examples.first;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;

import io.mmp.test.examples.Report;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

@IsolatedMlflow
class FirstTests {

    @Test
    void training_logs_a_loss_that_falls(MlflowTracking mlflow) {
        String runId = train(mlflow.client(), mlflow.experimentId());

        assertThat(mlflow.run(runId))
                .isFinished()
                .hasParam("learning_rate", "0.1")
                .hasMetricBetween("loss", 0, 0.01)
                .history("loss")
                .hasLength(50)
                .isStrictlyDecreasing();
        Report.print(mlflow, runId);
    }

    /** Fit y = 3x by gradient descent: stands for your own training code. */
    private static String train(MlflowClient client, String experimentId) {
        String runId = client.createRun(experimentId).getRunId();
        client.logParam(runId, "learning_rate", "0.1");
        double weight = 0;
        for (int step = 0; step < 50; step++) {
            weight += 0.1 * (3 - weight);
            client.logMetric(runId, "loss", Math.pow(3 - weight, 2), System.currentTimeMillis(), step);
        }
        client.setTerminated(runId, RunStatus.FINISHED);
        return runId;
    }
}
