package io.mmp.test.examples.first;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;

import io.mmp.test.mlflow.IsolatedMlflow.Server;
import io.mmp.test.mlflow.MlflowExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegisteredServerTests {

    @RegisterExtension
    static final MlflowExtension MLFLOW =
            MlflowExtension.newInstance().server(Server.EMBEDDED).build();

    @Test
    void the_field_is_the_server() {
        String runId = MLFLOW.client().createRun().getRunId();
        MLFLOW.client().logMetric(runId, "auc", 0.9);

        assertThat(MLFLOW.run(runId)).hasMetric("auc", 0.9);
    }
}
