package io.mmp.test.measure;

import static io.mmp.test.measure.MeasureAssertions.assertThat;
import static io.mmp.test.measure.Measured.times;
import static io.mmp.test.measure.Measured.walls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class PairedMeasurementTests {

    private static PairedMeasurement pair(Measured first, Measured second) {
        return new PairedMeasurement(first.measurement(), second.measurement());
    }

    @Test
    void a_half_of_the_time_is_faster_by_two_and_not_by_more() {
        PairedMeasurement pair = pair(walls(times(5, 50)), walls(times(5, 100)));

        assertThat(pair).isFasterByFactor(2).isFasterByFactor(1).isFasterByFactor(0.5);
        assertThatThrownBy(() -> assertThat(pair).as("GPU").isFasterByFactor(2.1))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "[GPU] %n'training' should be faster than 'training' by the factor 2.1. ".formatted())
                .hasMessageEndingWith("%nRatios of the rounds: 0.5, 0.5, 0.5, 0.5, 0.5".formatted());
        assertThat(pair).hasToString("5 rounds: 'training' takes 0.5 of the time of 'training' (median)");
    }

    @Test
    void four_rounds_show_nothing() {
        PairedMeasurement pair = pair(walls(times(4, 10)), walls(times(4, 100)));

        assertThatThrownBy(() -> assertThat(pair).isFasterByFactor(2))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("%nInconclusive: 'training' should be faster".formatted());
        assertThatThrownBy(() -> assertThat(pair).usingSkipsForInconclusive().isFasterByFactor(2))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageStartingWith("Inconclusive: 'training' should be faster");
    }

    /** The rounds of a pair are near each other in time: what slows down both changes no ratio. */
    @Test
    void what_disturbs_both_does_not_count() {
        PairedMeasurement pair = pair(walls(40, 400, 40, 4000, 40), walls(100, 1000, 100, 10_000, 100));

        assertThat(pair).isFasterByFactor(2.4);
    }

    @Test
    void a_failure_that_others_may_have_caused_is_inconclusive() {
        PairedMeasurement pair = pair(walls(times(5, 90)).busy(0.4), walls(times(5, 100)));

        assertThatThrownBy(() -> assertThat(pair).isFasterByFactor(2))
                .hasMessageStartingWith("%nInconclusive: ".formatted())
                .hasMessageContaining("But the machine was busy: ");
        assertThatThrownBy(() -> assertThat(pair).isFasterByFactor(3))
                .hasMessageStartingWith("%n'training' should be faster".formatted());
    }

    @Test
    void a_success_that_others_may_have_caused_is_inconclusive_too() {
        PairedMeasurement pair = pair(walls(times(5, 40)), walls(times(5, 100)).busy(0.5));

        assertThatThrownBy(() -> assertThat(pair).isFasterByFactor(2))
                .hasMessageStartingWith("%nInconclusive: ".formatted())
                .hasMessageContaining("But the machine was busy: ");
        assertThat(pair).isFasterByFactor(1.2);
    }

    @Test
    void two_pieces_of_work_run_in_turns() {
        List<String> order = new ArrayList<>();

        PairedMeasurement pair =
                Rounds.of(3).withWarmUp(1).runPaired("a", () -> order.add("a"), "b", () -> order.add("b"));

        assertThat(order).containsExactly("a", "b", "a", "b", "b", "a", "a", "b");
        assertThat(pair.first().name()).isEqualTo("a");
        assertThat(pair.second().rounds()).hasSize(3);
        assertThat(pair.ratios()).hasSize(3);
    }

    @Test
    void work_that_throws_ends_both_and_is_named() {
        assertThatThrownBy(() -> Rounds.of(2).runPaired("a", () -> {}, "b", () -> {
                    throw new IllegalStateException("out of memory");
                }))
                .isInstanceOf(RoundFailedException.class)
                .hasMessageContaining("Round 1 of 2 of 'b'");
    }

    @Test
    void what_means_nothing_is_refused() {
        PairedMeasurement pair = pair(walls(times(5, 50)), walls(times(5, 100)));

        assertThatThrownBy(() -> assertThat(pair).isFasterByFactor(Double.NaN))
                .isInstanceOf(MeasureException.class)
                .hasMessage("The factor must be a number above 0, but is NaN.");
        assertThatThrownBy(() -> assertThat(pair).isFasterByFactor(0)).isInstanceOf(MeasureException.class);
        assertThatThrownBy(() -> Rounds.of(1).runPaired("a", () -> {}, " ", () -> {}))
                .hasMessage("A measurement has a name, but this one is ' '.");
    }

    @Test
    void it_is_used_like_the_assertions_of_assertj() {
        PairedMeasurement pair = pair(walls(times(5, 50)), walls(times(5, 100)));

        org.assertj.core.api.Assertions.assertThat(pair).isFasterByFactor(2);
        org.assertj.core.api.Assertions.assertThat((Object) pair)
                .asInstanceOf(PairedMeasurementAssert.PAIRED_MEASUREMENT)
                .isFasterByFactor(2);
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(PairedMeasurementAssert.class, PairedMeasurement.class, pair)
                .isFasterByFactor(3);
        assertThat(softly.errorsCollected()).hasSize(1);
    }
}
