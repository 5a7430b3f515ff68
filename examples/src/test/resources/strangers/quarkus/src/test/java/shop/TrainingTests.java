package shop;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;

import io.mmp.test.mlflow.client.LoggedRun;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MlflowResource.class)
class TrainingTests {

    @Inject
    Training training;

    @MlflowResource.TrackingUri
    URI tracking;

    @Test
    void logs_how_good_it_is() {
        assertThat(LoggedRun.at(tracking, training.train())).isFinished().hasMetric("auc", 0.9);
    }
}
