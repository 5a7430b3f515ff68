package io.mmp.test.examples.fraud;

import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.metarank.lightgbm4j.LGBMException;
import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.examples.fraud.Transactions.Transaction;
import io.mmp.test.training.ConfusionMatrix;
import io.mmp.test.training.DataDigest;
import io.mmp.test.training.FittedTransformer;
import io.mmp.test.training.Gate;
import io.mmp.test.training.MetricBundle;
import io.mmp.test.training.ModelDigest;
import io.mmp.test.training.Predictor;
import io.mmp.test.training.RepeatedTraining;
import io.mmp.test.training.Split;
import io.mmp.test.training.TrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training of a real LightGBM model, each property with a broken variant beside it that must be found. */
@Tag("e2e")
@EnabledIfLightGbmLoads
class ReproducibleTrainingTests {

    private static final int ROUNDS = 200;
    private static final List<Transaction> ALL = stratified(Transactions.draw(7, 800, 200));
    private static final List<Transaction> TRAINING = ALL.subList(0, 640);
    private static final List<Transaction> VALIDATION = ALL.subList(640, 800);
    private static final List<Transaction> TEST = ALL.subList(800, 1000);

    @TempDir
    Path temp;

    /** Put each fifth transaction to be a fraud, so that every cut has its share. */
    private static List<Transaction> stratified(List<Transaction> transactions) {
        List<Transaction> normal = new ArrayList<>(
                transactions.stream().filter(row -> !row.fraud()).toList());
        List<Transaction> fraud =
                new ArrayList<>(transactions.stream().filter(Transaction::fraud).toList());
        List<Transaction> all = new ArrayList<>();
        for (int i = 0; i < transactions.size(); i++) {
            all.add(i % 5 == 0 ? fraud.get(i / 5) : normal.get(i - i / 5 - 1));
        }
        return all;
    }

    private static StoppedFraudModel train(int seed) throws LGBMException {
        return StoppedFraudModel.train(TRAINING, VALIDATION, seed, 1, ROUNDS);
    }

    private static TrainedModel trained(int seed, List<Transaction> training) throws LGBMException {
        StoppedFraudModel model = StoppedFraudModel.train(training, VALIDATION, seed, 1, ROUNDS);
        return TrainedModel.of("fraud.txt", model.text())
                .withMetrics(metrics(model).metrics())
                .withData(DataDigest.ofRecords(training));
    }

    private static ConfusionMatrix confusion(StoppedFraudModel model) throws LGBMException {
        double[] probabilities = StoppedFraudModel.predict(model.text(), TEST);
        List<Boolean> predicted = new ArrayList<>();
        for (double probability : probabilities) {
            predicted.add(probability >= 0.5);
        }
        return ConfusionMatrix.of(true, TEST.stream().map(Transaction::fraud).toList(), predicted);
    }

    /** The code under test of a real project: how it computes what it logs. */
    private static MetricBundle metrics(StoppedFraudModel model) throws LGBMException {
        ConfusionMatrix counts = confusion(model);
        double right = counts.truePositives();
        double precision = right / (right + counts.falsePositives());
        double recall = right / (right + counts.falseNegatives());
        return MetricBundle.of("accuracy", (right + counts.trueNegatives()) / counts.total())
                .with("precision", precision)
                .with("recall", recall)
                .with("f1", 2 * precision * recall / (precision + recall));
    }

    @Test
    void the_split_is_honest() {
        assertThat(Split.of("training", TRAINING).with("validation", VALIDATION).with("test", TEST))
                .hasSizes(640, 160, 200)
                .hasShares(0.64, 0.16, 0.2)
                .hasNoDuplicates()
                .isStratifiedBy(Transaction::fraud);
    }

    @Test
    void a_test_set_with_rows_of_the_training_is_found() {
        assertThatThrownBy(() -> assertThat(Split.of("training", TRAINING).with("test", ALL.subList(639, 800)))
                        .hasNoDuplicates())
                .hasMessageContaining("in two parts, but:\n  row Transaction[")
                .hasMessageEndingWith(" is in training and test");
    }

    @Test
    @ChecklistItem("T02")
    void the_same_training_gives_the_same_model() {
        assertThat(RepeatedTraining.repeat(3, () -> trained(42, TRAINING))).isReproducible();
    }

    @Test
    @NegativeControl("T02")
    void a_seed_that_changes_is_named() {
        int[] seed = {42};
        assertThatThrownBy(() -> assertThat(RepeatedTraining.repeat(2, () -> trained(seed[0]++, TRAINING)))
                        .isReproducible())
                .hasMessageContaining(
                        "Expecting 2 trainings to give the same model, but number 2 differs from number 1 in ")
                .hasMessageContaining("\nLikely reason: the seed: seed is 42 here, 43 there");
    }

    @Test
    @NegativeControl("T02")
    void a_row_that_changes_is_named() {
        List<Transaction> changed = new ArrayList<>(TRAINING);
        Transaction row = changed.get(99);
        changed.set(99, new Transaction(row.features(), !row.fraud()));
        List<List<Transaction>> data = new ArrayList<>(List.of(TRAINING, changed));

        assertThatThrownBy(() -> assertThat(RepeatedTraining.repeat(2, () -> trained(42, data.remove(0))))
                        .isReproducible())
                .hasMessageContaining("\nLikely reason: the data: row 100 differs, in column fraud.");
    }

    @Test
    void the_number_of_threads_changes_the_file_and_not_the_trees() throws Exception {
        StoppedFraudModel one = StoppedFraudModel.train(TRAINING, VALIDATION, 42, 1, 5);
        StoppedFraudModel two = StoppedFraudModel.train(TRAINING, VALIDATION, 42, 2, 5);

        assertThat(one.text()).isNotEqualTo(two.text());
        assertThat(digest(one)).usingAllSectionsExcept("parameters").isSameModelAs(digest(two));
        assertThatThrownBy(() -> assertThat(digest(one)).isSameModelAs(digest(two)))
                .hasMessageEndingWith("but 1 entry differs:\n  parameters, num_threads: '1' here, '2' there");
    }

    private static ModelDigest digest(StoppedFraudModel model) {
        return TrainedModel.of("fraud.txt", model.text()).model();
    }

    @Test
    void the_training_stops_early() throws Exception {
        assertThat(train(42).stopping()).stoppedEarly();
    }

    @Test
    void a_training_that_may_not_run_long_enough_does_not() {
        assertThatThrownBy(() -> assertThat(StoppedFraudModel.train(TRAINING, VALIDATION, 42, 1, 5)
                                .stopping())
                        .stoppedEarly())
                .hasMessageEndingWith(" to stop early, but it ran all 5 rounds");
    }

    @Test
    void the_metrics_follow_from_the_counts() throws Exception {
        StoppedFraudModel model = train(42);

        assertThat(metrics(model)).areShares().isConsistentWith(confusion(model));
    }

    @Test
    void precision_and_recall_that_were_swapped_are_found() throws Exception {
        StoppedFraudModel model = train(42);
        Map<String, Double> metrics = metrics(model).metrics();
        MetricBundle swapped = MetricBundle.of(metrics)
                .with("precision", metrics.get("recall"))
                .with("recall", metrics.get("precision"));

        assertThatThrownBy(() -> assertThat(swapped).isConsistentWith(confusion(model)))
                .hasMessageContaining(", but 2 of 4 fail:\n");
    }

    @Test
    void a_saved_model_predicts_what_it_did_alone_and_in_a_batch() throws Exception {
        String text = train(42).text();
        Path file = Files.writeString(temp.resolve("fraud.txt"), text);

        assertThat(ModelDigest.of(file))
                .isUnderstood()
                .isSameModelAs(TrainedModel.of("trained", text).model());
        assertThat(predictor(text))
                .predictsLike(predictor(Files.readString(file)), TEST)
                .predictsSinglyAsInBatch(TEST);
    }

    private static Predictor<Transaction> predictor(String text) {
        return rows -> StoppedFraudModel.predict(text, rows);
    }

    @Test
    void the_model_of_another_seed_predicts_something_else() throws Exception {
        Predictor<Transaction> other = predictor(train(43).text());
        Predictor<Transaction> model = predictor(train(42).text());

        assertThatThrownBy(() -> assertThat(model).predictsLike(other, TEST))
                .hasMessageContaining("Expecting the two predictors to predict the same, but that fails for ");
    }

    @Test
    void the_model_does_not_see_what_it_was_not_trained_on() throws Exception {
        String text = train(42).text();

        // A forest of thresholds is not monotone in one feature by itself: that it is must be asked for.
        assertThat(predictor(text))
                .isInvariantUnder("another label", row -> new Transaction(row.features(), !row.fraud()), TEST);
        assertThatThrownBy(() -> assertThat(predictor(text))
                        .isInvariantUnder(
                                "ten times the amount",
                                row -> with(0, 10 * row.features().get(0), row),
                                TEST))
                .hasMessageContaining("Expecting the same predictions with ten times the amount, but that fails for ");
    }

    private static Transaction with(int feature, double value, Transaction row) {
        List<Double> features = new ArrayList<>(row.features());
        features.set(feature, value);
        return new Transaction(features, row.fraud());
    }

    @Test
    void the_feature_that_tells_most_has_the_highest_gain() throws Exception {
        assertThat(mostImportant(train(42))).isEqualTo("velocity_1h");
    }

    @Test
    void a_feature_that_says_nothing_has_no_gain() throws Exception {
        StoppedFraudModel blind = StoppedFraudModel.train(
                TRAINING.stream().map(row -> with(1, 0, row)).toList(), VALIDATION, 42, 1, ROUNDS);

        assertThat(mostImportant(blind)).isNotEqualTo("velocity_1h");
        assertThat(blind.importance().get(1)).isZero();
    }

    private static String mostImportant(StoppedFraudModel model) {
        int most = IntStream.range(0, model.importance().size())
                .boxed()
                .max(Comparator.comparingDouble(i -> model.importance().get(i)))
                .orElseThrow();
        return Transactions.FEATURES.get(most);
    }

    @Test
    void means_are_those_of_the_training_data() {
        assertThat(FittedTransformer.of(means(TRAINING), ReproducibleTrainingTests::means))
                .isFittedOnlyOn(TRAINING, TEST);
        assertThatThrownBy(() -> assertThat(FittedTransformer.of(means(ALL), ReproducibleTrainingTests::means))
                        .isFittedOnlyOn(ALL.subList(0, 800), TEST))
                .hasMessageContaining("; it is that of the training and the held-out rows together");
    }

    private static Map<String, Double> means(List<Transaction> rows) {
        Map<String, Double> means = new LinkedHashMap<>();
        for (int i = 0; i < Transactions.FEATURES.size(); i++) {
            int column = i;
            means.put(
                    Transactions.FEATURES.get(i),
                    rows.stream()
                            .mapToDouble(row -> row.features().get(column))
                            .average()
                            .orElseThrow());
        }
        return means;
    }

    @Test
    @ChecklistItem("T06")
    void only_a_model_at_or_above_the_gate_goes_on() throws Exception {
        MetricBundle metrics = metrics(train(42));
        double recall = metrics.metrics().get("recall");

        assertThat(metrics).passes(Gate.atLeast("recall", recall).andAtLeast("accuracy", 0.85));
        assertThat(metrics).isStoppedBy(Gate.atLeast("recall", Math.nextUp(recall)));
    }
}
