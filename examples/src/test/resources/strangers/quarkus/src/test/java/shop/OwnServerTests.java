package shop;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;

import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A server of the test beside the application, which does not know of it. */
@QuarkusTest
@IsolatedMlflow
class OwnServerTests {

    @Test
    void a_parameter_is_resolved(MlflowTracking mlflow) {
        Training training = new Training();
        training.trackingUri = mlflow.uri().toString();
        assertThat(mlflow.run(training.train())).isFinished();
    }
}
