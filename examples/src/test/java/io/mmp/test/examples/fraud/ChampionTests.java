package io.mmp.test.examples.fraud;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.examples.fraud.Transactions.Transaction;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.client.ModelVersion;
import io.mmp.test.training.BinaryScores;
import io.mmp.test.training.ScoreComparison;
import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

/** An isolation forest and LightGBM on the same test data: the better one goes to production, if it is shown to be better. */
@Tag("e2e")
@IsolatedMlflow
@EnabledIfLightGbmLoads
class ChampionTests {

    private static final String MODEL = "fraud";
    private static final List<Transaction> ALL = Transactions.draw(7, 800, 200);
    private static final List<Transaction> TRAINING = ALL.subList(0, 640);
    private static final List<Transaction> VALIDATION = ALL.subList(640, 800);
    private static final List<Transaction> TEST = ALL.subList(800, 1000);

    @TempDir
    Path temp;

    private final Map<Integer, BinaryScores> scores = new HashMap<>();
    private MlflowTracking mlflow;

    @BeforeEach
    void createModel(MlflowTracking tracking) {
        mlflow = tracking;
        mlflow.registry().createModel(MODEL);
    }

    private ModelVersion forest(long seed) throws Exception {
        AnomalyModel model = AnomalyModel.train(TRAINING, 0.2, seed);
        return register(model.forest().text(), "forest.csv", model.predict(TEST));
    }

    private ModelVersion boosted() throws Exception {
        StoppedFraudModel model = StoppedFraudModel.train(TRAINING, VALIDATION, 42, 1, 200);
        return register(model.text(), "fraud.txt", StoppedFraudModel.predict(model.text(), TEST));
    }

    private ModelVersion register(String text, String file, double[] predictions) throws Exception {
        BinaryScores given =
                BinaryScores.of(TEST.stream().map(Transaction::fraud).toList(), predictions);
        MlflowClient client = mlflow.client();
        String runId = client.createRun(mlflow.experimentId()).getRunId();
        client.logMetric(runId, "roc_auc", given.rocAuc());
        mlflow.artifacts().ofRun(runId).uploadFile(Files.writeString(temp.resolve(file), text), "model");
        client.setTerminated(runId, RunStatus.FINISHED);
        ModelVersion version = mlflow.registry().createVersion(MODEL, runId, "model");
        scores.put(version.version(), given);
        return mlflow.registry().transition(MODEL, version.version(), ModelStage.STAGING);
    }

    /** The code under test of a real project: a candidate replaces the champion if its ROC-AUC is shown to be higher. */
    private Verdict promoteIfBetter(ModelVersion candidate, ModelVersion champion) {
        Verdict isBetter = ScoreComparison.of(scores.get(candidate.version()), scores.get(champion.version()))
                .rocAuc()
                .difference()
                .isAtLeast(0);
        if (isBetter.conclusion() == Conclusion.PASS) {
            MlflowRegistry registry = mlflow.registry();
            registry.transitionAndArchiveOthers(MODEL, candidate.version(), ModelStage.PRODUCTION);
            registry.setAlias(MODEL, "champion", candidate.version());
        }
        return isBetter;
    }

    @Test
    void the_better_of_two_kinds_of_models_goes_to_production() throws Exception {
        ModelVersion forest = forest(42);
        mlflow.registry().transition(MODEL, forest.version(), ModelStage.PRODUCTION);
        ModelVersion boosted = boosted();
        assertThat(boosted).hasStage(ModelStage.STAGING);

        promoteIfBetter(boosted, forest).orFail();

        assertThat(mlflow.registry().version(MODEL, boosted.version())).hasStage(ModelStage.PRODUCTION);
        assertThat(mlflow.registry().version(MODEL, forest.version())).hasStage(ModelStage.ARCHIVED);
        assertThat(mlflow.registry().model(MODEL)).hasAlias("champion", boosted.version());
    }

    @Test
    void a_worse_one_does_not() throws Exception {
        ModelVersion boosted = boosted();
        mlflow.registry().transition(MODEL, boosted.version(), ModelStage.PRODUCTION);
        ModelVersion forest = forest(42);

        assertThat(promoteIfBetter(forest, boosted).conclusion()).isEqualTo(Conclusion.FAIL);
        assertThat(mlflow.registry().version(MODEL, forest.version())).hasStage(ModelStage.STAGING);
        assertThat(mlflow.registry().version(MODEL, boosted.version())).hasStage(ModelStage.PRODUCTION);
    }

    /** The numbers differ, and one of them is higher: that alone promotes nothing. */
    @Test
    void one_that_is_not_shown_to_be_better_does_not_either() throws Exception {
        ModelVersion first = forest(42);
        ModelVersion second = forest(43);
        assertThat(scores.get(second.version()).rocAuc())
                .isNotEqualTo(scores.get(first.version()).rocAuc());

        assertThat(promoteIfBetter(second, first).conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(promoteIfBetter(first, second).sentence()).contains(" rows would show ");
        assertThat(mlflow.registry().model(MODEL).aliases()).isEmpty();
    }
}
