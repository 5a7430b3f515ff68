package io.mmp.test.examples.fraud;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.examples.fraud.Transactions.Transaction;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.ModelVersion;
import io.mmp.test.training.Gate;
import io.mmp.test.training.MetricBundle;
import io.mmp.test.training.ModelDigest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

/** Trains two real LightGBM models, registers what passes the gate, and promotes the better one. */
@Tag("e2e")
@IsolatedMlflow
@EnabledIfLightGbmLoads
class FraudPromotionTests {

    private static final String MODEL = "fraud";
    private static final Gate GATE = Gate.atLeast("auc", 0.80);
    private static final List<Transaction> TRANSACTIONS = Transactions.draw(7, 800, 200);
    private static final List<Transaction> TRAINING = TRANSACTIONS.subList(0, 640);
    private static final List<Transaction> VALIDATION = TRANSACTIONS.subList(640, 800);
    private static final List<Transaction> TEST = TRANSACTIONS.subList(800, 1000);

    @TempDir
    Path temp;

    @Test
    void the_better_model_becomes_champion(MlflowTracking mlflow) throws Exception {
        mlflow.registry().createModel(MODEL);
        StoppedFraudModel first = StoppedFraudModel.train(TRAINING, VALIDATION, 42, 1, 2);
        StoppedFraudModel better = StoppedFraudModel.train(TRAINING, VALIDATION, 42, 1, 200);

        ModelVersion one = register(mlflow, first);
        ModelVersion two = register(mlflow, better);

        assertThat(MetricBundle.of(metrics(mlflow, one))).passes(GATE);
        assertThat(mlflow.registry().model(MODEL)).hasAlias("champion", two.version());
        Path champion = mlflow.artifacts().ofModel("models:/fraud@champion").download("fraud.txt", temp.resolve("got"));
        assertThat(ModelDigest.of(champion)).isSameModelAs(digest(better)).isAnotherModelThan(digest(first));
    }

    @Test
    void a_worse_model_does_not(MlflowTracking mlflow) throws Exception {
        mlflow.registry().createModel(MODEL);
        ModelVersion good = register(mlflow, StoppedFraudModel.train(TRAINING, VALIDATION, 42, 1, 200));

        ModelVersion worse = register(mlflow, StoppedFraudModel.train(TRAINING, VALIDATION, 42, 1, 2));

        assertThat(worse.version()).isEqualTo(good.version() + 1);
        assertThat(mlflow.registry().model(MODEL)).hasAlias("champion", good.version());
    }

    @Test
    void a_model_below_the_gate_is_not_registered(MlflowTracking mlflow) throws Exception {
        mlflow.registry().createModel(MODEL);
        List<Transaction> mislabelled = TRAINING.stream()
                .map(row -> new Transaction(row.features(), !row.fraud()))
                .toList();
        StoppedFraudModel model = StoppedFraudModel.train(mislabelled, VALIDATION, 42, 1, 20);

        String runId = log(mlflow, model);

        assertThat(MetricBundle.of(mlflow.run(runId).data().metrics())).isStoppedBy(GATE);
        assertThat(registerIfGood(mlflow, runId)).isNull();
        assertThat(mlflow.registry().model(MODEL).aliases()).isEmpty();
    }

    private static ModelDigest digest(StoppedFraudModel model) {
        return ModelDigest.of("trained", model.text().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Double> metrics(MlflowTracking mlflow, ModelVersion version) {
        return mlflow.run(version.runId()).data().metrics();
    }

    private ModelVersion register(MlflowTracking mlflow, StoppedFraudModel model) throws Exception {
        return registerIfGood(mlflow, log(mlflow, model));
    }

    /** The code under test of a real project: what passes the gate is registered, and the better one promoted. */
    private static ModelVersion registerIfGood(MlflowTracking mlflow, String runId) {
        Map<String, Double> metrics = mlflow.run(runId).data().metrics();
        if (!GATE.isPassedBy(metrics)) {
            return null;
        }
        MlflowRegistry registry = mlflow.registry();
        ModelVersion candidate = registry.createVersion(MODEL, runId, "model");
        boolean isBetter = registry.model(MODEL).aliases().get("champion") == null
                || metrics.get("auc")
                        > metrics(mlflow, registry.versionByAlias(MODEL, "champion"))
                                .get("auc");
        if (isBetter) {
            registry.setAlias(MODEL, "champion", candidate.version());
        }
        return candidate;
    }

    private String log(MlflowTracking mlflow, StoppedFraudModel model) throws Exception {
        MlflowClient client = mlflow.client();
        String runId = client.createRun(mlflow.experimentId()).getRunId();
        client.logMetric(runId, "auc", new FraudModel(Map.of(), List.of(), model.text()).auc(TEST));
        Path file = Files.writeString(temp.resolve("fraud.txt"), model.text());
        mlflow.artifacts().ofRun(runId).uploadFile(file, "model");
        client.setTerminated(runId, RunStatus.FINISHED);
        return runId;
    }
}
