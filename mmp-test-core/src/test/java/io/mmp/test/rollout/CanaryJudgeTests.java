package io.mmp.test.rollout;

import static io.mmp.test.rollout.RolloutAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.rollout.MetricJudgement.Outcome;
import io.mmp.test.verdict.FixedSamples;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@FixedSamples
class CanaryJudgeTests {

    private static final CanaryMetric ERRORS = CanaryMetric.rate("errors", Tolerance.absolute(0.01));
    private static final CanaryMetric LATENCY = CanaryMetric.values("latency", "ms", Tolerance.relative(0.1));

    private static ArmData stable() {
        return ArmData.of("stable").withCounts("errors", 20, 2_000).withValues("latency", from(100, 2_000));
    }

    private static ArmData canary(long errors) {
        return ArmData.of("canary").withCounts("errors", errors, 2_000);
    }

    /** Return values from this to twice as much, in steps that are all the same. */
    private static double[] from(double start, int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> start * (1 + i / (double) count))
                .toArray();
    }

    private static Outcome outcome(CanaryMetric metric, ArmData stable, ArmData canary) {
        return CanaryJudge.of(metric).judge(stable, canary).metrics().get(0).outcome();
    }

    @Test
    void a_canary_that_is_not_worse_in_anything_is_promoted() {
        CanaryJudgement judgement =
                CanaryJudge.of(ERRORS, LATENCY).judge(stable(), canary(21).withValues("latency", from(101, 2_000)));

        assertThat(judgement).promotes().blames();
        assertThat(judgement.reasons())
                .containsExactly(
                        "Of 'errors' the rate is 1.05 % in 'canary' (21 of 2000) and 1 % in 'stable' (20 of 2000): not worse by more than 1 point with 95 % confidence.",
                        "Of 'latency' the median is 151 ms in 'canary' (2000 values) and 150 ms in 'stable' (2000 values), p95 is 197 ms in 'canary' (2000 values) and 195 ms in 'stable' (2000 values): not worse by more than 10 % with 95 % confidence.");
    }

    @Test
    void one_critical_metric_that_is_worse_rolls_back() {
        CanaryJudgement judgement =
                CanaryJudge.of(ERRORS, LATENCY).judge(stable(), canary(100).withValues("latency", from(100, 2_000)));

        assertThat(judgement).rollsBack().blames("errors");
        assertThat(judgement.reasons())
                .containsExactly(
                        "Of 'errors' the rate is 5 % in 'canary' (100 of 2000) and 1 % in 'stable' (20 of 2000): worse than chance explains, and by more than 1 point here.");
    }

    @Test
    void what_is_open_says_how_much_more_settles_it() {
        CanaryJudgement judgement = CanaryJudge.of(ERRORS)
                .judge(
                        ArmData.of("stable").withCounts("errors", 2, 200),
                        ArmData.of("canary").withCounts("errors", 2, 200));

        assertThat(judgement).needsMoreData();
        long settling = judgement.settledBy().orElseThrow();
        assertThat(judgement.reasons())
                .containsExactly(
                        "Of 'errors' the rate is 1 %% in 'canary' (2 of 200) and 1 %% in 'stable' (2 of 200), which leaves open whether it is worse by more than 1 point. About %s requests in 'canary' would settle it if they went on as they are."
                                .formatted(settling));
        long percent = settling / 100;
        assertThat(CanaryJudge.of(ERRORS)
                        .judge(
                                ArmData.of("stable").withCounts("errors", percent, 100 * percent),
                                ArmData.of("canary").withCounts("errors", percent, 100 * percent)))
                .promotes();
    }

    @Test
    void what_is_at_the_tolerance_itself_is_said_never_to_be_settled() {
        CanaryJudgement judgement = CanaryJudge.of(ERRORS)
                .judge(
                        ArmData.of("stable").withCounts("errors", 10, 1_000),
                        ArmData.of("canary").withCounts("errors", 20, 1_000));

        assertThat(judgement)
                .needsMoreData()
                .hasReasonContaining("Many times as many would not settle it if they went on as they are.");
        assertThat(judgement.settledBy()).isEmpty();
    }

    @Test
    void a_difference_that_is_shown_but_tolerated_promotes() {
        ArmData stable = ArmData.of("stable").withCounts("errors", 10_000, 1_000_000);
        ArmData canary = ArmData.of("canary").withCounts("errors", 12_000, 1_000_000);

        assertThat(CanaryJudge.of(ERRORS).judge(stable, canary)).promotes();
        assertThat(CanaryJudge.of(CanaryMetric.rate("errors", Tolerance.relative(0.1)))
                        .judge(stable, canary))
                .rollsBack();
    }

    @Test
    void a_decrease_is_worse_where_it_is_said_to_be() {
        CanaryMetric conversions =
                CanaryMetric.rate("errors", Tolerance.absolute(0.02)).withDirection(Direction.DECREASE_IS_WORSE);

        assertThat(outcome(conversions, stable(), canary(0))).isEqualTo(Outcome.NOT_WORSE);
        assertThat(outcome(
                        CanaryMetric.rate("errors", Tolerance.absolute(0.001))
                                .withDirection(Direction.DECREASE_IS_WORSE),
                        stable(),
                        canary(0)))
                .isEqualTo(Outcome.WORSE);
        CanaryMetric throughput = LATENCY.withDirection(Direction.DECREASE_IS_WORSE);
        assertThat(outcome(throughput, stable(), canary(0).withValues("latency", from(70, 2_000))))
                .isEqualTo(Outcome.WORSE);
        assertThat(outcome(throughput, stable(), canary(0).withValues("latency", from(130, 2_000))))
                .isEqualTo(Outcome.NOT_WORSE);
    }

    @Test
    void any_change_is_worse_where_it_is_said_to_be() {
        CanaryMetric either = LATENCY.withDirection(Direction.CHANGE_IS_WORSE);

        assertThat(outcome(either, stable(), canary(0).withValues("latency", from(70, 2_000))))
                .isEqualTo(Outcome.WORSE);
        assertThat(outcome(either, stable(), canary(0).withValues("latency", from(130, 2_000))))
                .isEqualTo(Outcome.WORSE);
        assertThat(outcome(either, stable(), canary(0).withValues("latency", from(101, 2_000))))
                .isEqualTo(Outcome.NOT_WORSE);
    }

    @Test
    void one_minor_metric_holds_a_promotion_and_two_roll_back() {
        CanaryMetric minor = ERRORS.withCriticality(Criticality.MINOR);
        CanaryMetric other =
                CanaryMetric.rate("retries", Tolerance.absolute(0.01)).withCriticality(Criticality.MINOR);
        ArmData stable = stable().withCounts("retries", 20, 2_000);

        assertThat(CanaryJudge.of(minor, other).judge(stable, canary(100).withCounts("retries", 20, 2_000)))
                .needsMoreData()
                .blames("errors")
                .hasReasonContaining("by more than 1 point here. It is minor, and alone does not roll back.");
        assertThat(CanaryJudge.of(minor, other).judge(stable, canary(100).withCounts("retries", 100, 2_000)))
                .rollsBack()
                .blames("errors", "retries");
    }

    @Test
    void a_reported_metric_is_said_and_decides_nothing() {
        CanaryMetric reported =
                CanaryMetric.rate("retries", Tolerance.absolute(0.01)).withCriticality(Criticality.REPORTED);
        ArmData stable = stable().withCounts("retries", 20, 2_000);

        CanaryJudgement judgement =
                CanaryJudge.of(ERRORS, reported).judge(stable, canary(20).withCounts("retries", 400, 2_000));
        assertThat(judgement).promotes().blames("retries");
        assertThat(judgement.toString()).contains("Of 'retries' the rate is 20 % in 'canary'");
        assertThat(CanaryJudge.of(ERRORS, reported).judge(stable, canary(20))).promotes();
    }

    @Test
    void what_was_not_measured_is_counted_and_promotes_nothing() {
        double[] values = from(100, 2_000);
        for (int i = 0; i < 200; i++) {
            values[i * 10] = Double.NaN;
        }
        CanaryJudgement judgement =
                CanaryJudge.of(LATENCY).judge(stable(), canary(0).withValues("latency", values));

        assertThat(judgement)
                .needsMoreData()
                .hasReasonContaining(
                        "NaN: 200 of 2000 values in 'canary', which count as the worst in 'canary' and the best in 'stable' for a promotion, and not at all for a rollback.");
        // One that was not measured is too few to matter.
        double[] one = from(100, 2_000);
        one[0] = Double.NaN;
        assertThat(CanaryJudge.of(LATENCY).judge(stable(), canary(0).withValues("latency", one)))
                .promotes();
        assertThat(CanaryJudge.of(LATENCY)
                        .judge(
                                ArmData.of("stable").withValues("latency", values),
                                ArmData.of("canary").withValues("latency", from(100, 2_000))))
                .promotes();
        double[] half = from(100, 2_000);
        for (int i = 0; i < 1_000; i++) {
            half[2 * i] = Double.NaN;
        }
        assertThat(CanaryJudge.of(LATENCY)
                        .judge(
                                ArmData.of("stable").withValues("latency", half),
                                ArmData.of("canary").withValues("latency", from(100, 2_000))))
                .needsMoreData();
    }

    @Test
    void a_metric_that_is_missing_never_promotes() {
        assertThat(CanaryJudge.of(ERRORS, LATENCY).judge(stable(), canary(20)))
                .needsMoreData()
                .hasReasonContaining("Of 'latency' nothing is known in 'canary'.");
        assertThat(CanaryJudge.of(ERRORS, LATENCY.withCriticality(Criticality.MINOR))
                        .judge(stable(), canary(20)))
                .needsMoreData();
        CanaryMetric required = LATENCY.withWhenMissing(WhenMissing.ROLL_BACK);
        assertThat(CanaryJudge.of(ERRORS, required).judge(stable(), canary(20))).rollsBack();
        // What the stable version does not report says nothing against the canary.
        assertThat(CanaryJudge.of(ERRORS, required)
                        .judge(
                                ArmData.of("stable").withCounts("errors", 20, 2_000),
                                canary(20).withValues("latency", 1, 2, 3)))
                .needsMoreData();
    }

    @Test
    void requests_that_were_never_answered_are_infinitely_slow() {
        double[] some = DoubleStream.concat(
                        DoubleStream.of(from(100, 1_700)),
                        DoubleStream.generate(() -> Double.POSITIVE_INFINITY).limit(300))
                .toArray();

        assertThat(CanaryJudge.of(LATENCY).judge(stable(), canary(0).withValues("latency", some)))
                .rollsBack()
                .hasReasonContaining("p95 is Infinity ms in 'canary'");
        assertThat(CanaryJudge.of(LATENCY)
                        .judge(
                                ArmData.of("stable").withValues("latency", some),
                                canary(0).withValues("latency", some)))
                .needsMoreData();
    }

    @Test
    void looks_share_the_error() {
        CanaryJudge once = CanaryJudge.of(ERRORS);
        ArmData stable = ArmData.of("stable").withCounts("errors", 0, 370);
        ArmData canary = ArmData.of("canary").withCounts("errors", 0, 370);

        assertThat(once.judge(stable, canary)).promotes();
        CanaryJudgement oneOfFour = once.withLooks(4).judge(stable, canary);
        assertThat(oneOfFour).needsMoreData();
        assertThat(oneOfFour.confidence()).isEqualTo(0.9875);
        assertThat(oneOfFour.error()).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void many_metrics_do_not_roll_back_by_accident() {
        // One of two thousand against ten: 0.6 % by chance, which one metric would be rolled back for and twenty are
        // not.
        CanaryMetric[] others = IntStream.range(0, 19)
                .mapToObj(i -> CanaryMetric.rate("metric " + i, Tolerance.absolute(0.001)))
                .toArray(CanaryMetric[]::new);
        CanaryMetric one = CanaryMetric.rate("errors", Tolerance.absolute(0.001));
        ArmData stable = ArmData.of("stable").withCounts("errors", 1, 2_000);
        ArmData canary = ArmData.of("canary").withCounts("errors", 10, 2_000);
        for (CanaryMetric other : others) {
            stable = stable.withCounts(other.name(), 5, 2_000);
            canary = canary.withCounts(other.name(), 5, 2_000);
        }

        assertThat(CanaryJudge.of(one).judge(stable, canary)).rollsBack();
        assertThat(CanaryJudge.of(one, others).judge(stable, canary)).needsMoreData();
    }

    @Test
    void a_decision_is_the_same_with_and_without_reasons() {
        CanaryJudge judge = CanaryJudge.of(ERRORS, LATENCY);
        for (long errors : List.of(0L, 20L, 40L, 60L, 100L)) {
            ArmData canary = canary(errors).withValues("latency", from(100, 500));
            assertThat(judge.decide(stable(), canary))
                    .isEqualTo(judge.judge(stable(), canary).decision());
        }
    }

    @Test
    void a_metric_that_nobody_observed_is_another_name() {
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> CanaryJudge.of(CanaryMetric.rate("erors", Tolerance.absolute(0.01)))
                        .judge(stable(), canary(0)))
                .withMessage(
                        "Metric 'erors' was observed in neither arm: arm 'stable' with metrics [errors, latency], and arm 'canary' with metrics [errors]. Is it another name?");
    }

    @Test
    void a_metric_is_either_counted_or_measured() {
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> CanaryJudge.of(CanaryMetric.rate("latency", Tolerance.absolute(0.01)))
                        .judge(stable(), canary(0)))
                .withMessage(
                        "Metric 'latency' is judged by its counts, but arm 'stable' with metrics [errors, latency] has values.");
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> stable().withCounts("latency", 1, 2))
                .withMessage("Metric 'latency' of arm 'stable' has values already: it is either counted or measured.");
    }

    @Test
    void judges_that_decide_nothing_are_refused() {
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> CanaryJudge.of(ERRORS, ERRORS))
                .withMessage("Each metric must have a name of its own, but they are [errors, errors].");
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> CanaryJudge.of(ERRORS.withCriticality(Criticality.REPORTED)))
                .withMessage("One metric must decide, but all of [errors] are only reported.");
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> CanaryJudge.of(ERRORS).withConfidence(95))
                .withMessage("The confidence must be above 0.5 and below 1, such as 0.95, but is 95.0.");
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> CanaryJudge.of(ERRORS).withLooks(0))
                .withMessage("The number of looks must be at least 1, but is 0.");
    }
}
