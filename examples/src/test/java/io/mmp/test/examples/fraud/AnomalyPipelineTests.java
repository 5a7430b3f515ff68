package io.mmp.test.examples.fraud;

import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.examples.fraud.AnomalyModel.Features;
import io.mmp.test.examples.fraud.AnomalyModel.Preprocessing;
import io.mmp.test.examples.fraud.Transactions.Transaction;
import io.mmp.test.training.BinaryScores;
import io.mmp.test.training.DataDigest;
import io.mmp.test.training.FittedTransformer;
import io.mmp.test.training.MetricBundle;
import io.mmp.test.training.ModelDigest;
import io.mmp.test.training.Predictor;
import io.mmp.test.training.RepeatedTraining;
import io.mmp.test.training.Split;
import io.mmp.test.training.TrainedModel;
import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An isolation forest from raw transactions to a saved model, each property with a broken variant that must be found. */
class AnomalyPipelineTests {

    private static final List<Transaction> ALL = Transactions.draw(7, 800, 200);
    private static final List<Transaction> TRAINING = ALL.subList(0, 800);
    private static final List<Transaction> TEST = ALL.subList(800, 1000);
    private static final List<Features> TRAINING_FEATURES =
            TRAINING.stream().map(Features::of).toList();
    private static final List<Features> TEST_FEATURES =
            TEST.stream().map(Features::of).toList();
    private static final AnomalyModel MODEL = AnomalyModel.train(TRAINING, 0.2, 42);

    @TempDir
    Path temp;

    private static FittedTransformer<Features> preprocessing(List<Features> fittedOn) {
        Preprocessing fitted = Preprocessing.fit(fittedOn);
        return FittedTransformer.<Features>of(
                        fitted.statistics(), rows -> Preprocessing.fit(rows).statistics())
                .withTransform(fitted::transform);
    }

    private static BinaryScores scores(AnomalyModel model) {
        return BinaryScores.of(TEST.stream().map(Transaction::fraud).toList(), model.predict(TEST));
    }

    @Test
    void the_split_is_80_to_20() {
        assertThat(Split.of("training", TRAINING).with("test", TEST))
                .hasSizes(800, 200)
                .hasShares(0.8, 0.2)
                .hasNoDuplicates();
        assertThatThrownBy(() -> assertThat(Split.of("training", TRAINING).with("test", ALL.subList(750, 1000)))
                        .hasShares(0.8, 0.2))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void features_are_made_of_what_a_transaction_says() {
        Features features = Features.of(new Transaction(List.of(99.0, 3.0, 1.0, 2.0, 5.0, 730.0), true));

        assertThat(features).isEqualTo(new Features(List.of(Math.log1p(99), 3.0, 2.0, 2.0), true, "night"));
        assertThat(TRAINING_FEATURES)
                .allSatisfy(row -> assertThat(row.numbers()).hasSize(4).allMatch(Double::isFinite));
    }

    @Test
    void scaling_and_encoding_saw_the_training_data_alone() {
        assertThat(preprocessing(TRAINING_FEATURES)).isFittedOnlyOn(TRAINING_FEATURES, TEST_FEATURES);
        assertThatThrownBy(() -> assertThat(
                                preprocessing(ALL.stream().map(Features::of).toList()))
                        .isFittedOnlyOn(TRAINING_FEATURES, TEST_FEATURES))
                .hasMessageContaining("; it is that of the training and the held-out rows together");
    }

    @Test
    void the_inverse_of_the_scaling_restores_the_values() {
        Preprocessing fitted = Preprocessing.fit(TRAINING_FEATURES);
        Preprocessing other = Preprocessing.fit(TEST_FEATURES);

        assertThat(preprocessing(TRAINING_FEATURES)).restores(TEST_FEATURES, Features::values, fitted::inverse);
        assertThatThrownBy(() -> assertThat(preprocessing(TRAINING_FEATURES))
                        .restores(TEST_FEATURES, Features::values, other::inverse))
                .hasMessageContaining("within 4 ulps, but it does not for 200 of 200 rows:");
    }

    @Test
    void a_category_that_is_new_is_not_taken_for_another() {
        Features seen = TRAINING_FEATURES.get(0);
        Features unseen = new Features(seen.numbers(), seen.isForeign(), "leap second");
        Preprocessing fitted = Preprocessing.fit(TRAINING_FEATURES);
        FittedTransformer<Features> firstIfUnknown = preprocessing(TRAINING_FEATURES)
                .withTransform(row -> fitted.categories().contains(row.partOfDay())
                        ? fitted.transform(row)
                        : fitted.transform(new Features(row.numbers(), row.isForeign(), seen.partOfDay())));

        assertThat(preprocessing(TRAINING_FEATURES)).tellsApart(unseen, TRAINING_FEATURES);
        assertThatThrownBy(() -> assertThat(firstIfUnknown).tellsApart(unseen, TRAINING_FEATURES))
                .hasMessageContaining("but it is taken for 1 of 800 rows:");
    }

    @Test
    void more_than_ten_percent_are_anomalies() {
        Proportion.of("anomalies", MODEL.anomalies(TEST), "transactions", TEST.size())
                .isAtLeast(0.10)
                .orFail();
    }

    @Test
    void a_forest_that_flags_five_percent_does_not_pass_for_one_that_flags_ten() {
        AnomalyModel blind = AnomalyModel.train(TRAINING, 0.03, 42);
        Proportion anomalies = Proportion.of("anomalies", blind.anomalies(TEST), "transactions", TEST.size());

        assertThat(anomalies.estimate()).isBetween(0.01, 0.06);
        assertThat(anomalies.isAtLeast(0.10).conclusion()).isEqualTo(Conclusion.FAIL);
        // Of 20 transactions nobody can tell.
        assertThat(Proportion.of("anomalies", 4, "transactions", 20)
                        .isAtLeast(0.10)
                        .conclusion())
                .isEqualTo(Conclusion.INCONCLUSIVE);
    }

    @Test
    void the_metrics_follow_from_the_scores() {
        BinaryScores scores = scores(MODEL);
        MetricBundle metrics =
                MetricBundle.of("roc_auc", scores.rocAuc()).with("average_precision", scores.averagePrecision());

        assertThat(metrics).areShares().isConsistentWith(scores);
        assertThat(scores.rocAuc()).isGreaterThan(0.75);
        assertThatThrownBy(() -> assertThat(metrics).isConsistentWith(scores(AnomalyModel.train(TRAINING, 0.2, 43))))
                .hasMessageContaining(", but 2 of 2 fail:");
    }

    @Test
    void a_forest_that_was_saved_and_loaded_is_the_same() throws Exception {
        Path file = Files.writeString(temp.resolve("forest.csv"), MODEL.forest().text());
        AnomalyModel loaded = MODEL.with(IsolationForest.parse(Files.readString(file)));

        assertThat(ModelDigest.of(file)).isUnderstood();
        assertThat(Predictor.<Transaction>of(MODEL::predict))
                .predictsLike(loaded::predict, TEST)
                .predictsSinglyAsInBatch(TEST);
        assertThatThrownBy(() -> assertThat(Predictor.<Transaction>of(MODEL::predict))
                        .predictsLike(
                                rows -> MODEL.with(IsolationForest.parse(
                                                rounded(MODEL.forest().text())))
                                        .predict(rows),
                                TEST))
                .hasMessageContaining("Expecting the two predictors to predict the same, but that fails for ");
    }

    /** Cut thresholds to one decimal, as a file in a format with too few digits would. */
    private static String rounded(String text) {
        return text.replaceAll("(\\.\\d)\\d+", "$1");
    }

    @Test
    void the_same_seed_grows_the_same_forest_and_another_does_not() {
        assertThat(RepeatedTraining.repeat(2, () -> trained(42))).isReproducible();
        long[] seed = {42};
        assertThatThrownBy(() -> assertThat(RepeatedTraining.repeat(2, () -> trained(seed[0]++)))
                        .isReproducible())
                .hasMessageContaining("Likely reason: the seed: seed is 42 here, 43 there");
    }

    private static TrainedModel trained(long seed) {
        AnomalyModel model = AnomalyModel.train(TRAINING, 0.2, seed);
        return TrainedModel.of("forest.csv", model.forest().text())
                .withMetric("roc_auc", scores(model).rocAuc())
                .withParameters(Map.of("seed", String.valueOf(seed)))
                .withData(DataDigest.ofRecords(TRAINING));
    }
}
