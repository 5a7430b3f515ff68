package shop;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;

import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@IsolatedMlflow
class TrainingTests {

    @Autowired
    private Training training;

    @Test
    void logs_how_good_it_is(MlflowTracking mlflow) {
        assertThat(mlflow.run(training.train())).isFinished().hasMetric("auc", 0.9);
    }
}
