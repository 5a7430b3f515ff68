package io.mmp.test.examples.fault;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.fault.ActiveFault;
import io.mmp.test.fault.Fault;
import io.mmp.test.fault.FaultProxy;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;

/** A training whose tracking server is behind a network that fails. */
@IsolatedMlflow
class FaultyNetworkTests {

    private static final int EPOCHS = 50;

    @Test
    void no_loss_is_lost_while_the_tracking_server_is_sick(MlflowTracking mlflow) {
        String runId = mlflow.client().createRun().getRunId();
        try (FaultProxy proxy = FaultProxy.inFrontOf(mlflow.uri());
                ActiveFault sick = proxy.inject(Fault.httpStatus(503).forShare(0.2))) {
            new PatientTraining(new MlflowClient(proxy.uri().toString()), Duration.ofSeconds(10)).train(runId, EPOCHS);

            assertThat(sick.hits()).isPositive(); // or the test would show nothing
        }
        assertThat(mlflow.run(runId))
                .history("loss")
                .hasSteps(IntStream.range(0, EPOCHS).asLongStream().toArray());
    }

    @Test
    void a_training_outlives_a_cut_in_its_middle(MlflowTracking mlflow) {
        String runId = mlflow.client().createRun().getRunId();
        try (FaultProxy proxy = FaultProxy.inFrontOf(mlflow.uri())) {
            CompletableFuture<Void> training = CompletableFuture.runAsync(
                    () -> new PatientTraining(new MlflowClient(proxy.uri().toString()), Duration.ofSeconds(10))
                            .train(runId, 1000));
            Awaitility.await().until(() -> proxy.traffic().requestBytes() > 10_000);
            proxy.inject(Fault.down());
            proxy.heal();
            training.join();
        }
        assertThat(mlflow.run(runId))
                .history("loss")
                .hasSteps(IntStream.range(0, 1000).asLongStream().toArray());
    }

    /** The negative control: a training without patience, which the first test must not pass. */
    @Test
    void a_training_without_patience_loses_the_rest(MlflowTracking mlflow) {
        String runId = mlflow.client().createRun().getRunId();
        try (FaultProxy proxy = FaultProxy.inFrontOf(mlflow.uri())) {
            proxy.inject(Fault.httpStatus(503).forShare(0.2));
            PatientTraining hasty =
                    new PatientTraining(new MlflowClient(proxy.uri().toString()), Duration.ZERO);

            assertThatExceptionOfType(MlflowClientException.class)
                    .isThrownBy(() -> hasty.train(runId, EPOCHS))
                    .withMessageContaining("503");
        }
    }
}
