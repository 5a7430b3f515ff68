package io.mmp.test.training;

import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class FittedTransformerAssertTests {

    private static final List<Double> TRAINING = List.of(1.0, 2.0, 6.0);
    private static final List<Double> TEST = List.of(5.0);

    private static Map<String, Double> fit(List<Double> rows) {
        return new TreeMap<>(Map.of(
                "mean", rows.stream().mapToDouble(row -> row).average().orElse(Double.NaN),
                "max", rows.stream().mapToDouble(row -> row).max().orElse(Double.NaN)));
    }

    private static FittedTransformer<Double> fittedOn(List<Double> rows) {
        return FittedTransformer.of(fit(rows), FittedTransformerAssertTests::fit);
    }

    @Test
    void one_that_was_fitted_on_the_training_rows_passes() {
        assertThat(fittedOn(TRAINING)).isFittedOnlyOn(TRAINING, TEST);
        assertThat(FittedTransformer.of(Map.of("mean", 3.0000001, "max", 6.0), FittedTransformerAssertTests::fit))
                .usingRelativeTolerance(1e-6)
                .isFittedOnlyOn(TRAINING, TEST);
    }

    @Test
    void one_that_saw_the_held_out_rows_fails_and_is_told_so() {
        assertThatThrownBy(() -> assertThat(fittedOn(
                                Stream.concat(TRAINING.stream(), TEST.stream()).toList()))
                        .as("scaler")
                        .isFittedOnlyOn(TRAINING, TEST))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        [scaler]\s
                        Expecting a transformer that was fitted on the 3 rows for training alone, but 1 of 2 statistics are not theirs:
                          mean is 3.5, and of the training rows 3.0; it is that of the training and the held-out rows together""");
    }

    @Test
    void statistics_that_are_wrong_missing_or_no_number_fail() {
        Map<String, Double> odd = new TreeMap<>(Map.of("mean", Double.NaN, "min", 1.0));

        assertThatThrownBy(() -> assertThat(FittedTransformer.of(odd, FittedTransformerAssertTests::fit))
                        .isFittedOnlyOn(TRAINING, TEST))
                .hasMessage("""

                        Expecting a transformer that was fitted on the 3 rows for training alone, but 3 of 3 statistics are not theirs:
                          mean is NaN, and of the training rows 3.0
                          min is 1.0, and of the training rows missing
                          max is missing, and of the training rows 6.0""");
    }

    @Test
    void rows_that_cannot_tell_are_refused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(fittedOn(TRAINING)).isFittedOnlyOn(TRAINING, List.of(3.0)))
                .withMessage(
                        "With the held-out rows and without them the statistics are the same, {max=6.0, mean=3.0}: such rows cannot tell on which it was fitted.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(fittedOn(TRAINING)).isFittedOnlyOn(TRAINING, List.of()))
                .withMessage("There must be training and held-out rows, but there are 3 and 0.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(fittedOn(TRAINING)).usingRelativeTolerance(-1))
                .withMessage("The relative tolerance is from 0 to below 1, but this is -1.0.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(FittedTransformer.<Double>of(Map.of(), rows -> Map.of()))
                        .isFittedOnlyOn(TRAINING, TEST))
                .withMessage(
                        "With the held-out rows and without them the statistics are none: such rows cannot tell on which it was fitted.");
    }

    @Test
    @SuppressWarnings("unchecked") // a class literal has no type arguments
    void they_are_assertions_as_those_of_assertj() {
        FittedTransformer<Double> onTest = fittedOn(TEST);
        SoftAssertions softly = new SoftAssertions();
        FittedTransformerAssert<Double> soft =
                softly.proxy(FittedTransformerAssert.class, FittedTransformer.class, onTest);
        soft.isFittedOnlyOn(TRAINING, TEST).isFittedOnlyOn(TRAINING, TEST);

        Assertions.assertThat(softly.assertionErrorsCollected()).hasSize(2);
        Assertions.assertThat(fittedOn(TRAINING)).isFittedOnlyOn(TRAINING, TEST);
        Assertions.assertThat((Object) onTest)
                .asInstanceOf(FittedTransformerAssert.FITTED_TRANSFORMER)
                .isNotNull();
    }

    private static final List<Double> VALUES = List.of(0.001, 3.7, 1e6, 12.0);

    private static FittedTransformer<Double> scaler(UnaryOperator<Double> transform) {
        return FittedTransformer.<Double>of(Map.of(), rows -> Map.of())
                .withTransform(value -> new double[] {transform.apply(value)});
    }

    @Test
    void an_inverse_restores_within_ulps_of_the_largest_value() {
        assertThat(scaler(value -> (value - 250_000) / 433_000)).restores(VALUES, value -> new double[] {value}, code ->
                new double[] {code[0] * 433_000 + 250_000});
    }

    @Test
    void an_inverse_with_other_statistics_does_not() {
        assertThatThrownBy(() -> assertThat(scaler(value -> value - 1))
                        .usingUlps(0)
                        .restores(VALUES, value -> new double[] {value}, code -> new double[] {code[0] + 2}))
                .hasMessageStartingWith("""

                        Expecting an inverse that restores its input within 0 ulps, but it does not for 4 of 4 rows:
                          row 1: [0.001] became [1.001]
                        """);
        assertThatThrownBy(() -> assertThat(scaler(value -> Double.NaN))
                        .restores(VALUES, value -> new double[] {value}, code -> code))
                .hasMessageContaining("row 4: [12.0] became [NaN]");
        assertThatThrownBy(() -> assertThat(scaler(value -> value))
                        .restores(VALUES, value -> new double[] {value}, code -> new double[0]))
                .hasMessageContaining("row 4: [12.0] became []");
    }

    private static FittedTransformer<String> encoder(Function<String, double[]> transform) {
        return FittedTransformer.<String>of(Map.of(), rows -> Map.of()).withTransform(transform);
    }

    @Test
    void what_is_new_is_not_taken_for_what_was_seen() {
        List<String> seen = List.of("a", "b");
        Map<String, double[]> known = Map.of("a", new double[] {1, 0}, "b", new double[] {0, 1});

        assertThat(encoder(value -> known.getOrDefault(value, new double[2]))).tellsApart("c", seen);
        assertThat(encoder(value -> Objects.requireNonNull(known.get(value)))).tellsApart("c", seen);
        assertThatThrownBy(() -> assertThat(encoder(value -> new double[] {Math.max(0, seen.indexOf(value))}))
                        .tellsApart("c", seen))
                .hasMessage("""

                        Expecting what is new to be told from what was seen, but it is taken for 1 of 2 rows:
                          c and a are both [0.0]""");
    }

    @Test
    void what_is_not_said_is_asked_for() {
        FittedTransformer<String> unknown = FittedTransformer.of(Map.of(), rows -> Map.of());

        assertThatThrownBy(() -> assertThat(unknown).tellsApart("c", List.of("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("It is not known what it makes of a row: say that by withTransform.");
        assertThatThrownBy(() -> assertThat(unknown).tellsApart("c", List.of()))
                .hasMessage("There must be rows that were seen, but there are none.");
        assertThatThrownBy(() -> assertThat(unknown).restores(List.of(), value -> new double[0], code -> code))
                .hasMessage("There must be rows to restore, but there are none.");
        assertThatThrownBy(() -> assertThat(unknown).usingUlps(-1))
                .hasMessage("The distance must be at least 0 ulps, but is -1.");
    }
}
