package shop

import io.mmp.test.mlflow.IsolatedMlflow
import io.mmp.test.mlflow.MlflowAssertions.assertThat
import io.mmp.test.mlflow.MlflowTracking
import org.junit.jupiter.api.Test
import org.mlflow.tracking.MlflowClient

@IsolatedMlflow
class TrainingTests {

    @Test
    fun `logs how good it is`(mlflow: MlflowTracking) {
        val run = train(mlflow.client())

        assertThat(mlflow.run(run))
            .isFinished()
            .hasMetricBetween("auc", 0.8, 1.0)
            .history("auc")
            .hasLength(2)
    }
}

fun train(client: MlflowClient): String {
    val run = client.createRun("0").runId
    client.logMetric(run, "auc", 0.7, 1, 0)
    client.logMetric(run, "auc", 0.9, 2, 1)
    client.setTerminated(run)
    return run
}
