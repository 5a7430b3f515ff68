package io.mmp.test.training;

import static io.mmp.test.training.ModelFiles.digest;
import static io.mmp.test.training.ModelFiles.text;
import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class RepeatedTrainingTests {

    private record Row(int id, double amount) {}

    private final TrainedModel model =
            TrainedModel.of("fraud.txt", text("lightgbm.txt")).withMetric("auc", 0.93);

    /** Gives one model after the other. */
    private static RepeatedTraining trainings(TrainedModel... models) {
        Iterator<TrainedModel> next = List.of(models).iterator();
        return RepeatedTraining.repeat(models.length, next::next);
    }

    private static TrainedModel changed(String before, String after) {
        String text = text("lightgbm.txt");
        Assertions.assertThat(text).contains(before);
        return TrainedModel.of("fraud.txt", text.replaceFirst(before, after)).withMetric("auc", 0.93);
    }

    @Test
    void a_training_that_gives_the_same_passes() {
        TrainedModel withData = model.withData(DataDigest.ofRecords(List.of(new Row(1, 2.5))));

        assertThat(RepeatedTraining.repeat(3, () -> model)).isReproducible();
        assertThat(trainings(withData, withData)).isReproducible().hasIdenticalData();
        assertThat(RepeatedTraining.of(
                        List.of(model.withMetric("nan", Double.NaN), model.withMetric("nan", Double.NaN))))
                .isReproducible();
    }

    @Test
    void another_seed_is_named() {
        assertThatThrownBy(() -> assertThat(trainings(model, model, onAnotherSeed()))
                        .as("nightly")
                        .isReproducible())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "[nightly] \nExpecting 3 trainings to give the same model, but number 3 differs from number 1 in ")
                .hasMessageContaining("of LightGBM text 'fraud.txt':\n  trees, tree 0 split_feature: ")
                .hasMessageEndingWith(
                        "\nLikely reason: the seed: seed is 42 here, 43 there, bagging_seed is 400 here, 11149 there, feature_fraction_seed is 30056 here, 21351 there, extra_seed is 12879 here, 16806 there, drop_seed is 17869 here, 2965 there, data_random_seed is 175 here, 179 there, objective_seed is 16083 here, 26397 there.");
    }

    private static TrainedModel onAnotherSeed() {
        return TrainedModel.of("fraud.txt", text("lightgbm-seed-43.txt")).withMetric("auc", 0.93);
    }

    @Test
    void the_number_of_threads_is_named_and_can_be_left_out() {
        RepeatedTraining threads = trainings(
                model,
                TrainedModel.of("fraud.txt", text("lightgbm-2-threads.txt")).withMetric("auc", 0.93));

        assertThatThrownBy(() -> assertThat(threads).hasIdenticalModels()).hasMessage("""

                        Expecting 2 trainings to give the same model, but number 2 differs from number 1 in 1 of LightGBM text 'fraud.txt':
                          parameters, num_threads: '1' here, '2' there
                        Likely reason: threads: num_threads is 1 here, 2 there.""");
        assertThat(threads).usingAllSectionsExcept("parameters").isReproducible();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        assertThat(threads).usingAllSectionsExcept("params").hasIdenticalModels())
                .withMessage(
                        "No model of 2 trainings of LightGBM text 'fraud.txt' has a section 'params' to leave out; the first has header, trees, feature_importances, parameters, pandas_categorical.");
    }

    @Test
    void a_tree_that_differs_is_named_and_the_reason_guessed_from_what_is_known() {
        TrainedModel otherTree = changed("leaf_count=", "leaf_count=9");

        assertThatThrownBy(() -> assertThat(trainings(model, otherTree)).hasIdenticalModels())
                .hasMessageContaining("\n  trees, tree 0 leaf_count: ")
                .hasMessageEndingWith(
                        "Likely reason: the data, of which no digest was recorded (withData), or something random that the seed does not reach.");
        assertThatThrownBy(() -> assertThat(trainings(
                                model.withParameters(Map.of("num_threads", "4")),
                                otherTree.withParameters(Map.of("num_threads", "4"))))
                        .hasIdenticalModels())
                .hasMessageEndingWith(
                        "Likely reason: threads: num_threads is 4, and sums of floating-point numbers depend on their order; try 1.");
        assertThatThrownBy(() -> assertThat(trainings(
                                model.withLibrary("lightgbm", "4.3.0"), otherTree.withLibrary("lightgbm", "4.7.0")))
                        .hasIdenticalModels())
                .hasMessageEndingWith("Likely reason: the version of a library: lightgbm is 4.3.0 here, 4.7.0 there.");
        assertThatThrownBy(() -> assertThat(trainings(model, changed("version=v4", "version=v5")))
                        .hasIdenticalModels())
                .hasMessageEndingWith(
                        "Likely reason: the version of the library: header, version: 'v4' here, 'v5' there.");
    }

    @Test
    void data_that_differ_are_named_down_to_the_row() {
        TrainedModel one = model.withData(DataDigest.ofRecords(List.of(new Row(1, 2.5), new Row(2, 3))));
        TrainedModel two = changed("leaf_count=", "leaf_count=9")
                .withData(DataDigest.ofRecords(List.of(new Row(1, 2.5), new Row(2, 3.5))));

        assertThatThrownBy(() -> assertThat(trainings(one, two)).isReproducible())
                .hasMessageEndingWith("Likely reason: the data: row 2 differs, in column amount.");
        assertThatThrownBy(
                        () -> assertThat(trainings(one, one.withData(two.data().orElseThrow())))
                                .isReproducible())
                .hasMessage(
                        "\nExpecting 2 trainings to use the same data, but number 2 differs from number 1: row 2 differs, in column amount");
        assertThatThrownBy(() -> assertThat(trainings(one, model)).hasIdenticalData())
                .hasMessage(
                        "\nExpecting 2 trainings to use the same data, but number 2 recorded none: add them by withData");
    }

    @Test
    void a_model_without_a_seed_is_told_so() {
        TrainedModel one = TrainedModel.of("weights.json", "{\"weights\": [1, 2.5]}");
        TrainedModel two = TrainedModel.of("weights.json", "{\"weights\": [1, 2.25]}");

        assertThatThrownBy(() -> assertThat(trainings(one, two)).hasIdenticalModels())
                .hasMessage("""

                        Expecting 2 trainings to give the same model, but number 2 differs from number 1 in 1 of JSON file 'weights.json':
                          document, $.weights: '[1, 2.5]' here, '[1, 2.25]' there
                        Likely reason: the seed: none is among the parameters.""");
    }

    @Test
    void metrics_that_differ_from_the_same_model_point_to_the_evaluation() {
        RepeatedTraining trainings = trainings(
                model.withMetric("zero", 0.0), model.withMetric("auc", 0.94).withMetric("zero", -0.0));

        assertThatThrownBy(() -> assertThat(trainings).isReproducible()).hasMessage("""

                        Expecting 2 trainings to give the same metrics, but number 2 differs from number 1 in 2:
                          auc: 0.93 here, 0.94 there
                          zero: 0.0 here, -0.0 there
                        Likely reason: the evaluation: the models are the same; look for other data, or another order, where the metrics are computed.""");
        assertThatThrownBy(() -> assertThat(trainings(model, model.withMetric("f1", Double.NaN)))
                        .hasIdenticalMetrics())
                .hasMessageContaining("\n  f1: nothing here, NaN there\n");
    }

    @Test
    void what_cannot_be_judged_is_refused() {
        TrainedModel without = TrainedModel.of(digest("lightgbm.txt"));

        assertThatThrownBy(() -> assertThat(trainings(without, without)).isReproducible())
                .hasMessage(
                        "\nExpecting 2 trainings to give the same metrics, but they gave none: add them by withMetric, or use hasIdenticalModels()");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RepeatedTraining.repeat(1, () -> model))
                .withMessage("A training that is run 1 time says nothing of another: repeat it at least 2 times.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RepeatedTraining.of(List.of()))
                .withMessage("0 trainings cannot be compared: there must be at least 2.");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> RepeatedTraining.repeat(2, () -> {
                    throw new IOException("disk full");
                }))
                .withMessage("Training 1 of 2 failed: java.io.IOException: disk full");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> RepeatedTraining.repeat(2, () -> null))
                .withMessage("Training 1 of 2 gave no model, but null.");
    }

    @Test
    void they_are_assertions_as_those_of_assertj() {
        RepeatedTraining trainings = trainings(model, model.withMetric("auc", 1));
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(RepeatedTrainingAssert.class, RepeatedTraining.class, trainings)
                .isReproducible()
                .hasIdenticalData();

        Assertions.assertThat(softly.assertionErrorsCollected()).hasSize(2);
        Assertions.assertThat(trainings).hasIdenticalModels();
        Assertions.assertThat((Object) trainings)
                .asInstanceOf(RepeatedTrainingAssert.REPEATED_TRAINING)
                .hasIdenticalModels();
    }
}
