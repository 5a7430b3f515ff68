package io.mmp.test.examples.first;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;

import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import java.nio.file.Path;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

/** The same without a test framework: a main method, or the set-up and tear-down of any other runner. */
final class SmokeCheck {

    private SmokeCheck() {}

    public static void main(String[] args) {
        Path artifacts = Path.of("target/smoke-check");
        try (EmbeddedMlflow mlflow = EmbeddedMlflow.start(artifacts);
                MlflowClient client = new MlflowClient(mlflow.uri().toString())) {
            String runId = train(client);
            assertThat(LoggedRun.at(mlflow.uri(), runId)).isFinished().hasMetric("auc");
        }
    }

    private static String train(MlflowClient client) {
        String runId = client.createRun().getRunId();
        client.logMetric(runId, "auc", 0.9);
        client.setTerminated(runId, RunStatus.FINISHED);
        return runId;
    }
}
