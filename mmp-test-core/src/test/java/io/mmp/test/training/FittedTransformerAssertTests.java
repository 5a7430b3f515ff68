package io.mmp.test.training;

import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
}
