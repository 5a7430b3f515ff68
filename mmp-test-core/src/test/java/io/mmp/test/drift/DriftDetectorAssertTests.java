package io.mmp.test.drift;

import static io.mmp.test.drift.DriftAssertions.assertThat;
import static io.mmp.test.drift.DriftInjection.meanShift;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DriftDetectorAssertTests {

    private static final Table TRANSACTIONS = Transactions.of(4_000, 1);
    private static final double[] NORMAL = Transactions.normal(4_000, 1);
    private static final DriftDetector ALWAYS = (reference, current) -> DriftAlarm.raised();
    private static final DriftDetector NEVER = (reference, current) -> DriftAlarm.none();

    @Test
    void a_calibrated_check_alarms_seldom_and_finds_a_shift_in_each_column() {
        assertThat(DriftCheck.standard())
                .on(TRANSACTIONS)
                .usingRows(500, 500)
                .falseAlarmRateAtMost(0.05)
                .powerAtLeast(0.9, meanShift(0.5))
                .detectsEachColumn(0.9, meanShift(0.5))
                .namesColumn(0.9, meanShift(0.5))
                .judgesEachPairAlone(meanShift(1));
    }

    @Test
    void psi_above_a_tenth_alarms_in_most_runs_of_a_hundred_values() {
        assertFails(() -> assertThat(DriftDetector.ofEachNumber(Rules.psiAbove(0.1)))
                        .on(NORMAL)
                        .usingRows(100, 100)
                        .falseAlarmRateAtMost(0.05))
                .isEqualTo("""

                        Expecting an alarm in at most 5 % of runs without drift, but:
                          8 false alarms in 11 runs, one after the other: the rate is above 5 % with 95 % confidence. Each run drew 100 rows as reference and 100 current ones of 4000, each at most once; seed 1, T ms a run.""");
    }

    @Test
    void psi_above_a_tenth_is_blind_to_a_fifth_of_sigma_in_thousands_of_values() {
        assertThatThrownBy(() -> assertThat(DriftDetector.ofEachNumber(Rules.psiAbove(0.1)))
                        .on(NORMAL)
                        .usingRows(2_000, 2_000)
                        .powerAtLeast(0.9, meanShift(0.2)))
                .hasMessageContaining("misses in");
    }

    @Test
    void twenty_tests_without_correction_are_found_out() {
        Table table = Table.builder().build();
        for (int column = 0; column < 20; column++) {
            double[] values = Transactions.normal(2_000, column);
            table = table.with("f" + column, Cell.column(ValueType.DOUBLE, values.length, row -> values[row]));
        }
        Table features = table;
        assertThatThrownBy(() -> assertThat(Rules.uncorrected())
                        .on(features)
                        .usingRows(200, 200)
                        .falseAlarmRateAtMost(0.05))
                .hasMessageContaining("the rate is above 5 % with 95 % confidence");
        assertThat(DriftCheck.of(DriftTest.kolmogorovSmirnov()))
                .on(features)
                .usingRows(200, 200)
                .falseAlarmRateAtMost(0.05);
    }

    @Test
    void a_detector_that_never_alarms_has_no_power() {
        assertThat(NEVER).on(NORMAL).falseAlarmRateAtMost(0.05);
        assertFails(() -> assertThat(NEVER)
                        .on(NORMAL)
                        .usingRows(50, 60)
                        .usingSeed(7)
                        .powerAtLeast(0.9, meanShift(0.5)))
                .isEqualTo("""

                        Expecting an alarm in at least 90 % of runs with a mean shift of 0.5 sigma, but:
                          8 misses in 8 runs with a mean shift of 0.5 sigma, one after the other: the rate is above 10 % with 95 % confidence. Each run drew 50 rows as reference and 60 current ones of 4000, each at most once; seed 7, T ms a run.""");
    }

    @Test
    void a_detector_that_always_alarms_has_power_and_false_alarms() {
        assertThat(ALWAYS).on(NORMAL).powerAtLeast(0.9, meanShift(0.5));
        assertThatThrownBy(() -> assertThat(ALWAYS).on(NORMAL).falseAlarmRateAtMost(0.05))
                .hasMessageContaining("8 false alarms in 8 runs");
    }

    @Test
    void what_so_few_runs_leave_open_is_inconclusive() {
        assertFails(() -> assertThat(NEVER).on(NORMAL).usingRuns(50).falseAlarmRateAtMost(0.05))
                .isEqualTo("""

                        Expecting an alarm in at most 5 % of runs without drift, but:
                          inconclusive: 0 false alarms in 50 runs, one after the other: the rate may be 5 % as well as 7.5 %; go on. At this rate usingRuns(113) would settle it. Each run drew 2000 rows as reference and 2000 current ones of 4000, each at most once; seed 1, T ms a run.""");
        assertThat(NEVER).on(NORMAL).usingRuns(113).falseAlarmRateAtMost(0.05);
    }

    @Test
    void a_change_that_is_no_reason_for_an_alarm_may_raise_few() {
        DriftDetector check = DriftCheck.of(DriftTest.kolmogorovSmirnov()).withLevel(0.02);
        assertThat(check).on(NORMAL).usingRows(500, 500).alarmRateAtMost(0.05, meanShift(0.001));
        assertThatThrownBy(
                        () -> assertThat(check).on(NORMAL).usingRows(500, 500).alarmRateAtMost(0.05, meanShift(1)))
                .hasMessageContaining("8 alarms in 8 runs with a mean shift of 1 sigma");
    }

    @Test
    void a_limit_of_none_is_kept_by_the_one_that_never_alarms() {
        assertThat(NEVER).on(NORMAL).falseAlarmRateAtMost(0);
        assertThatThrownBy(() -> assertThat(DriftCheck.of(DriftTest.kolmogorovSmirnov()))
                        .on(NORMAL)
                        .usingRows(100, 100)
                        .falseAlarmRateAtMost(0))
                .hasMessageContaining("the rate is above 0 %");
    }

    @Test
    @Tag("integration")
    void power_rises_with_the_shift() {
        PowerCurve curve = assertThat(DriftCheck.of(DriftTest.kolmogorovSmirnov()))
                .on(NORMAL)
                .usingRows(500, 500)
                .hasRisingPower(DriftInjection::meanShift, 0, 0.1, 0.2, 0.5)
                .powerCurve(DriftInjection::meanShift, 0, 0.2);
        Assertions.assertThat(curve.points().get(1).power()).isBetween(0.6, 0.95);
        assertFails(() -> assertThat(ALWAYS).on(NORMAL).usingRuns(30).hasRisingPower(DriftInjection::meanShift, 0, 0.5))
                .isEqualTo("""

                        Expecting more alarms with more drift, but from 0: 100 % (88.4 % to 100 %) to 0.5: 100 % (88.4 % to 100 %) it is not shown to rise.
                        size: share of alarms, each run of 2000 rows as reference and 2000 current ones of 4000, each at most once, seed 1
                          0: 100 % (88.4 % to 100 %)
                          0.5: 100 % (88.4 % to 100 %)""");
        DriftDetector ofSmallOnes = DriftDetector.ofEachNumber((reference, current) -> {
            double effect = DriftTest.wasserstein().compare(reference, current).effect();
            return effect > 0.1 && effect < 0.4;
        });
        assertThatThrownBy(() -> assertThat(ofSmallOnes)
                        .on(NORMAL)
                        .usingRows(500, 500)
                        .usingRuns(50)
                        .hasRisingPower(DriftInjection::meanShift, 0, 0.25, 1))
                .hasMessageContaining("it falls from 0.25: ");
    }

    @Test
    void a_detector_that_looks_at_one_column_misses_the_others() {
        DriftDetector ofAmount = (reference, current) ->
                DriftCheck.standard().withColumns("amount").detect(reference, current);
        assertThatThrownBy(() -> assertThat(ofAmount)
                        .on(TRANSACTIONS)
                        .usingRows(500, 500)
                        .detectsEachColumn(0.9, meanShift(1)))
                .hasMessageContaining(
                        "Expecting an alarm in at least 90 % of runs with a mean shift of 1 sigma, whichever column has it, but:")
                .hasMessageContaining("with a mean shift of 1 sigma on age")
                .hasMessageNotContaining("on amount");
    }

    @Test
    void an_alarm_that_blames_the_wrong_column_is_found() {
        DriftDetector blamesAmount = (reference, current) ->
                DriftCheck.standard().detect(reference, current).isRaised()
                        ? DriftAlarm.in("amount")
                        : DriftAlarm.none();
        assertThat(blamesAmount).on(TRANSACTIONS).usingRows(500, 500).detectsEachColumn(0.9, meanShift(1));
        assertThatThrownBy(() -> assertThat(blamesAmount)
                        .on(TRANSACTIONS)
                        .usingRows(500, 500)
                        .namesColumn(0.9, meanShift(1)))
                .hasMessageContaining(
                        "runs without an alarm in age alone in 10 runs with a mean shift of 1 sigma on age");
        assertThatThrownBy(() -> assertThat(ALWAYS).on(TRANSACTIONS).namesColumn(0.9, meanShift(1)))
                .isInstanceOf(DriftException.class)
                .hasMessage(
                        "The detector raised an alarm that names no column: return DriftAlarm.in(columns) from it.");
    }

    @Test
    void a_detector_that_remembers_its_last_alarm_is_found() {
        AtomicBoolean silenced = new AtomicBoolean();
        DriftDetector once = (reference, current) -> {
            boolean drifted = DriftCheck.standard().detect(reference, current).isRaised();
            return drifted && !silenced.getAndSet(true) ? DriftAlarm.raised() : DriftAlarm.none();
        };
        assertThatThrownBy(() -> assertThat(once).on(NORMAL).judgesEachPairAlone(meanShift(2)))
                .hasMessageContaining(
                        "Expecting the same of each pair of tables in any order, but 1 pair of 20 differ:")
                .hasMessageContaining("with drift: first an alarm, then no alarm")
                .hasMessageEndingWith("The detector remembers calls before, or draws at random without a seed.");
    }

    @Test
    void windows_add_up_their_false_alarms_unless_they_share_a_level() {
        DriftCheck each = DriftCheck.of(DriftTest.kolmogorovSmirnov());
        assertThatThrownBy(() -> assertThat(each)
                        .on(NORMAL)
                        .usingRows(500, 100)
                        .usingWindows(20)
                        .falseAlarmRateAtMost(0.05))
                .hasMessageContaining("20 windows of 100 current ones");
        assertThat(each.withWindows(20))
                .on(NORMAL)
                .usingRows(500, 100)
                .usingWindows(20)
                .falseAlarmRateAtMost(0.05);
    }

    @Test
    void resampling_serves_small_tables_and_a_fixed_reference_alarms_less_often() {
        double[] few = Transactions.normal(300, 1);
        DriftCheck check = DriftCheck.of(DriftTest.psi());
        assertThat(check).on(few).usingRows(300, 300).usingResampling().falseAlarmRateAtMost(0.08);
        assertThat(check).on(few).usingFixedReference().usingRows(300, 300).falseAlarmRateAtMost(0.01);
        assertThatThrownBy(() -> assertThat(check).on(few).usingRows(300, 300).falseAlarmRateAtMost(0.05))
                .isInstanceOf(DriftException.class)
                .hasMessage(
                        "A run needs 300 rows as reference and 1 times 300 as current, but the table has 300. Give more rows, say how many with usingRows, or draw rows several times with usingResampling().");
    }

    @Test
    void a_seed_draws_the_same_again_and_another_draws_others() {
        List<String> first = drawn(1);
        Assertions.assertThat(drawn(1)).isEqualTo(first);
        Assertions.assertThat(drawn(2)).isNotEqualTo(first);
    }

    private static List<String> drawn(long seed) {
        List<String> drawn = new ArrayList<>();
        DriftDetector recording = (reference, current) -> {
            drawn.add(reference.row(0) + " " + current.row(0));
            return DriftAlarm.none();
        };
        assertThat(recording)
                .on(TRANSACTIONS)
                .usingSeed(seed)
                .usingTolerance(0.5)
                .falseAlarmRateAtMost(0.05);
        return drawn;
    }

    @Test
    void a_detector_that_fails_is_no_silent_one() {
        AtomicInteger calls = new AtomicInteger();
        DriftDetector failing = (reference, current) -> {
            if (calls.incrementAndGet() == 3) {
                throw new IOException("connection refused");
            }
            return DriftAlarm.none();
        };
        assertThatThrownBy(() -> assertThat(failing).on(NORMAL).falseAlarmRateAtMost(0.05))
                .isInstanceOf(DriftException.class)
                .hasMessage(
                        "The detector failed on run 3 of seed 1, 2000 rows as reference and 2000 current ones of 4000, each at most once: java.io.IOException: connection refused")
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> assertThat(nothing()).on(NORMAL).falseAlarmRateAtMost(0.05))
                .hasMessageContaining("it returned null");
    }

    @SuppressWarnings("NullAway") // what a detector in another language may do
    private static DriftDetector nothing() {
        return (reference, current) -> null;
    }

    @Test
    void misuse_is_refused() {
        assertThatThrownBy(() -> assertThat(NEVER).falseAlarmRateAtMost(0.05))
                .hasMessage("Say on(table) first: rows are drawn from a table without drift.");
        assertThatThrownBy(() -> assertThat(NEVER).on(NORMAL).falseAlarmRateAtMost(5))
                .hasMessage("A share is from 0 to 1, but this is 5.0.");
        assertThatThrownBy(() -> assertThat(NEVER).usingTolerance(0))
                .hasMessage("The tolerance must be above 0 and below 1, but is 0.0.");
        assertThatThrownBy(() -> assertThat(NEVER).usingRuns(0))
                .hasMessage("The number of runs must be at least 1, but is 0.");
        assertThatThrownBy(() -> assertThat(NEVER).on(NORMAL).powerCurve(DriftInjection::meanShift, 1))
                .hasMessage("A curve has at least two sizes, but there are 1.");
        assertThatThrownBy(() -> assertThat(NEVER)
                        .on(NORMAL)
                        .powerAtLeast(0.9, DriftInjection.nulls(0.1).on("x")))
                .hasMessage(
                        "10 % nulls cannot be put into column 'x': there is none, or it is of another type, or constant. The table has value (DOUBLE).");
    }

    @Test
    void soft_assertions_collect_and_descriptions_stay() {
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat((Object) NEVER)
                .asInstanceOf(DriftDetectorAssert.DRIFT_DETECTOR)
                .as("ours")
                .on(NORMAL)
                .powerAtLeast(0.9, meanShift(1))
                .falseAlarmRateAtMost(0.05);
        Assertions.assertThat(softly.errorsCollected()).hasSize(1);
        Assertions.assertThat(softly.errorsCollected().get(0)).hasMessageContaining("[ours]");
    }

    private static AbstractStringAssert<?> assertFails(ThrowingCallable call) {
        Throwable failure = Assertions.catchThrowable(call);
        return Assertions.assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .extracting(
                        each -> String.valueOf(each.getMessage())
                                .replaceAll("[0-9.]+ ms", "T ms")
                                .replace("\r\n", "\n"),
                        InstanceOfAssertFactories.STRING);
    }
}
