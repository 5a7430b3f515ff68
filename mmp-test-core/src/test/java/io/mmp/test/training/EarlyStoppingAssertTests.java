package io.mmp.test.training;

import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class EarlyStoppingAssertTests {

    @Test
    void a_training_that_stops_after_its_best_round_and_before_the_last_passes() {
        assertThat(EarlyStopping.of(14, 24, 100)).stoppedEarly();
        assertThat(EarlyStopping.of(14, 24, 100).withPatience(10)).stoppedEarly();
        assertThat(EarlyStopping.minimizing(10, 0.5, 0.3, 0.3, 0.4).withPatience(2))
                .stoppedEarly();
        assertThat(EarlyStopping.maximizing(10, 0.5, 0.9, 0.8)).stoppedEarly();
        assertThat(EarlyStopping.of(7, 100, 100)).ranAllRounds();
        Assertions.assertThat(EarlyStopping.minimizing(10, 0.5, 0.3, 0.3, 0.4).withPatience(2))
                .hasToString("best round 2, 4 run, at most 10, patience 2");
    }

    @Test
    void one_that_does_not_fails() {
        assertThatThrownBy(() ->
                        assertThat(EarlyStopping.of(14, 100, 100)).as("nightly").stoppedEarly())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "[nightly] \nExpecting the training (best round 14, 100 run, at most 100) to stop early, but it ran all 100 rounds");
        assertThatThrownBy(() -> assertThat(EarlyStopping.of(24, 24, 100)).stoppedEarly())
                .hasMessage(
                        "\nExpecting the training (best round 24, 24 run, at most 100) to stop early, but its last round was its best");
        assertThatThrownBy(() -> assertThat(EarlyStopping.of(14, 20, 100).withPatience(10))
                        .stoppedEarly())
                .hasMessage(
                        "\nExpecting the training (best round 14, 20 run, at most 100, patience 10) to stop early, but it went on for 6 rounds after the best, and its patience is 10");
        assertThatThrownBy(() -> assertThat(EarlyStopping.of(14, 24, 100)).ranAllRounds())
                .hasMessage("\nExpecting the training (best round 14, 24 run, at most 100) to run all rounds");
    }

    @Test
    void figures_that_cannot_be_are_refused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> EarlyStopping.of(0, 24, 100))
                .withMessage(
                        "The best round must be from 1 to those run, and those at most the maximum, but are 0, 24 and 100.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> EarlyStopping.minimizing(2, 3, 2, 1))
                .withMessageEndingWith("but are 3, 3 and 2.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> EarlyStopping.minimizing(10))
                .withMessage("The history has no rounds.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> EarlyStopping.maximizing(10, 1, Double.NaN))
                .withMessage("The metric of round 2 is NaN, so that no round is the best.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> EarlyStopping.of(1, 2, 3).withPatience(0))
                .withMessage("The patience must be at least 1 round, but is 0.");
    }

    @Test
    void they_are_assertions_as_those_of_assertj() {
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(EarlyStoppingAssert.class, EarlyStopping.class, EarlyStopping.of(2, 2, 3))
                .stoppedEarly()
                .ranAllRounds();

        Assertions.assertThat(softly.assertionErrorsCollected()).hasSize(2);
        Assertions.assertThat(EarlyStopping.of(1, 2, 3)).stoppedEarly();
        Assertions.assertThat((Object) EarlyStopping.of(1, 2, 3))
                .asInstanceOf(EarlyStoppingAssert.EARLY_STOPPING)
                .stoppedEarly();
    }
}
