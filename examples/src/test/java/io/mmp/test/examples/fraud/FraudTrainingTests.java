package io.mmp.test.examples.fraud;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.metarank.lightgbm4j.LGBMException;
import io.mmp.test.examples.Report;
import io.mmp.test.examples.fraud.Transactions.Transaction;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

/** Trains a real LightGBM model on 1,000 transactions and asserts on what it logged. */
@Tag("e2e")
@IsolatedMlflow
@EnabledIfLightGbmLoads
class FraudTrainingTests {

    private static final int ROUNDS = 50;
    private static final List<Transaction> TRANSACTIONS = Transactions.draw(7, 800, 200);
    private static final List<Transaction> TRAINING = TRANSACTIONS.subList(0, 750);
    private static final List<Transaction> HELD_OUT = TRANSACTIONS.subList(750, 1000);

    @TempDir
    Path temp;

    @Test
    void a_training_run_has_its_parameters_metrics_and_model(MlflowTracking mlflow) throws Exception {
        String runId = trainAndLog(mlflow);

        assertThat(mlflow.run(runId))
                .isFinished()
                .hasName("fraud")
                .hasParam("num_leaves", "15")
                .hasParam("transactions", "1000")
                .hasMetricBetween("auc", 0.9, 1)
                .hasOnlyFiniteMetrics()
                .hasTag("team", "payments")
                .hasArtifact("model/fraud.txt");
        assertThat(mlflow.run(runId)).history("loss").hasLength(ROUNDS).isStrictlyDecreasing();
        Report.print(mlflow, runId);
    }

    @Test
    void the_model_that_was_logged_predicts_what_the_trained_one_does(MlflowTracking mlflow) throws Exception {
        String runId = trainAndLog(mlflow);
        FraudModel trained = FraudModel.train(TRAINING, ROUNDS);

        Path file = mlflow.artifacts().ofRun(runId).download("model/fraud.txt", temp.resolve("downloaded"));
        FraudModel downloaded = new FraudModel(trained.parameters(), trained.losses(), Files.readString(file));

        assertThat(downloaded.predict(HELD_OUT)).containsExactly(trained.predict(HELD_OUT));
    }

    @Test
    void the_same_training_gives_the_same_run(MlflowTracking mlflow) throws Exception {
        String first = trainAndLog(mlflow);
        String second = trainAndLog(mlflow);
        assertThat(mlflow.run(first)).isReproducedBy(mlflow.run(second));
    }

    /** Train and log as a service would: parameters and metrics by the MLflow Java client, the model without Python. */
    private String trainAndLog(MlflowTracking mlflow) throws LGBMException, IOException {
        FraudModel model = FraudModel.train(TRAINING, ROUNDS);
        MlflowClient client = mlflow.client();
        String runId = client.createRun(mlflow.experimentId()).getRunId();
        client.setTag(runId, "mlflow.runName", "fraud");
        client.setTag(runId, "team", "payments");
        client.logParam(runId, "transactions", String.valueOf(TRANSACTIONS.size()));
        model.parameters().forEach((key, value) -> client.logParam(runId, key, value));
        for (int round = 0; round < model.losses().size(); round++) {
            client.logMetric(runId, "loss", model.losses().get(round), System.currentTimeMillis(), round);
        }
        client.logMetric(runId, "auc", model.auc(HELD_OUT));
        Path file = Files.writeString(temp.resolve("fraud.txt"), model.text());
        mlflow.artifacts().ofRun(runId).uploadFile(file, "model");
        client.setTerminated(runId, RunStatus.FINISHED);
        return runId;
    }
}
