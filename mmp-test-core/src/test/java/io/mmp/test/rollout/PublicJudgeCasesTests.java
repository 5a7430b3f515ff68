package io.mmp.test.rollout;

import static io.mmp.test.rollout.RolloutAssertions.assertThat;

import io.mmp.test.verdict.FixedSamples;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Observations that judges of others are publicly known to have judged wrongly. */
@FixedSamples
class PublicJudgeCasesTests {

    private static final double NAN = Double.NaN;

    /** Those that were wrong tolerated nothing but what their test did not see; a tenth is near to that. */
    private static final CanaryMetric METRIC = CanaryMetric.values("metric", "", Tolerance.relative(0.1));

    private static CanaryJudgement judge(CanaryMetric metric, double[] stable, double[] canary) {
        return CanaryJudge.of(metric)
                .judge(
                        ArmData.of("stable").withValues("metric", stable),
                        ArmData.of("canary").withValues("metric", canary));
    }

    private static double[] values(double... values) {
        return values;
    }

    private static double[] times(int times, double... values) {
        return Stream.generate(() -> values)
                .limit(times)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static double[] nothing(int minutes) {
        return new double[minutes];
    }

    // https://github.com/spinnaker/kayenta/issues/780, first case: passed, and should not
    @Test
    void a_spread_that_changed_is_not_promoted() {
        double[] stable = values(1, 100, 4, 101, 5, 102, 6, 103, 7, 104, 8, 105, 9, 106, 17);
        double[] canary = values(10, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 17, 17.1, 17.2, 17.3, 17.4, 17.5, 17.6, 17.7);
        CanaryMetric either = METRIC.withDirection(Direction.CHANGE_IS_WORSE);

        assertThat(judge(either, stable, canary)).needsMoreData();
        assertThat(judge(either, times(8, stable), times(8, canary)))
                .rollsBack()
                .hasReasonContaining("p5 is 10 in 'canary' (120 values) and 1 in 'stable' (120 values)");
    }

    // The same way round: the canary's values spread, while their middle stays.
    @Test
    void a_canary_whose_values_spread_is_found_by_its_tail() {
        double[] canary = values(1, 100, 4, 101, 5, 102, 6, 103, 7, 104, 8, 105, 9, 106, 17);
        double[] stable = values(10, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 17, 17.1, 17.2, 17.3, 17.4, 17.5, 17.6, 17.7);

        assertThat(judge(METRIC, stable, canary)).needsMoreData();
        assertThat(judge(METRIC, times(8, stable), times(8, canary)))
                .rollsBack()
                .hasReasonContaining("p95 is 106 in 'canary'");
    }

    // https://github.com/spinnaker/kayenta/issues/780, a comment of 2021: passed until an eighth value was 100
    @Test
    void seven_of_ten_values_that_are_a_hundredfold_roll_back() {
        assertThat(judge(METRIC, times(10, 1), values(100, 100, 100, 100, 100, 100, 100, 1, 1, 1)))
                .rollsBack();
    }

    // https://github.com/spinnaker/kayenta/issues/426: passed. Of six minutes, chance explains it in 9 % of cases.
    @Test
    void few_errors_where_there_were_none_are_not_promoted_and_soon_rolled_back() {
        double[] canary = values(0, 1, 2, 1, 0, 0);

        assertThat(judge(METRIC, nothing(6), canary)).needsMoreData();
        assertThat(judge(METRIC, nothing(12), times(2, canary))).rollsBack();
    }

    // https://github.com/spinnaker/kayenta/issues/799: passed with the NaN removed, since one arm was empty
    @Test
    void errors_are_not_promoted_where_the_stable_version_reports_none_at_all() {
        double[] canary = times(5, 1, NAN, NAN, NAN, NAN);

        assertThat(judge(METRIC, values(), canary))
                .needsMoreData()
                .hasReasonContaining("Of 'metric' nothing is known in 'stable'.");
        assertThat(judge(METRIC, times(25, NAN), canary)).needsMoreData();
        // Nor where both are silent, nor where the canary is.
        assertThat(judge(METRIC, times(25, NAN), times(25, NAN))).needsMoreData();
        assertThat(judge(METRIC, canary, values())).needsMoreData();
    }

    // The same issue: with zeros for NaN it is errors against none.
    @Test
    void errors_roll_back_where_nothing_reported_is_known_to_be_nothing() {
        assertThat(judge(METRIC, nothing(5), values(1, 4, 2, 3, 1))).rollsBack();
        assertThat(judge(METRIC.withNanAs(0), times(50, NAN), times(10, 1, NAN, NAN, NAN, NAN)))
                .rollsBack();
    }

    // https://github.com/spinnaker/spinnaker/issues/5622: "N/A" deviation, and passed
    @Test
    void redirects_that_the_stable_version_never_gave_roll_back() {
        double[] canary = values(NAN, 0.048, NAN, 0.18, 0.089, NAN, 0.098, 0.035, NAN, NAN);

        assertThat(judge(METRIC.withNanAs(0), times(10, NAN), canary)).rollsBack();
        assertThat(judge(METRIC, times(10, NAN), canary)).needsMoreData();
    }

    // https://github.com/spinnaker/kayenta/issues/377: counted, the first error where there were none is not lost
    @Test
    void counted_errors_need_no_values_where_there_are_none() {
        CanaryJudge judge = CanaryJudge.of(CanaryMetric.rate("errors", Tolerance.absolute(0.01)));
        ArmData stable = ArmData.of("stable").withCounts("errors", 0, 500);

        assertThat(judge.judge(stable, ArmData.of("canary").withCounts("errors", 25, 500)))
                .rollsBack();
        assertThat(judge.judge(stable, ArmData.of("canary").withCounts("errors", 0, 500)))
                .promotes();
    }

    // https://github.com/spinnaker/kayenta/issues/301: values that never change were an error
    @Test
    void values_that_are_all_the_same_are_judged() {
        assertThat(judge(METRIC, times(100, 512), times(100, 512))).promotes();
        assertThat(judge(METRIC, times(10, 512), times(10, 512))).needsMoreData();
        assertThat(judge(METRIC, times(100, 512), times(100, 540))).promotes();
        assertThat(judge(METRIC, times(10, 512), times(10, 600))).rollsBack();
        assertThat(judge(METRIC, times(100, 512), times(100, 400))).promotes();
    }

    // https://github.com/spinnaker/kayenta/issues/420: all but zeros were removed as outliers, so that the maximum was
    // 0
    @Test
    void rare_values_are_no_outliers_to_be_removed() {
        double[] canary = DoubleStream.concat(
                        Arrays.stream(nothing(110)),
                        DoubleStream.generate(() -> 1).limit(11))
                .toArray();

        assertThat(judge(METRIC, nothing(358), canary)).rollsBack();
    }

    // https://github.com/fluxcd/flagger/issues/1011 and 1035: without traffic it advances, or is to
    @Test
    void no_traffic_promotes_nothing() {
        CanaryMetric errors = CanaryMetric.rate("errors", Tolerance.absolute(0.01));
        ArmData stable = ArmData.of("stable").withCounts("errors", 1, 1_000);
        ArmData canary = ArmData.of("canary").withCounts("errors", 0, 0);

        assertThat(CanaryJudge.of(errors).judge(stable, canary)).needsMoreData();
        assertThat(CanaryJudge.of(errors.withWhenMissing(WhenMissing.ROLL_BACK)).judge(stable, canary))
                .rollsBack()
                .hasReasonContaining("Of 'errors' nothing is known in 'canary'.");
    }

    // https://github.com/argoproj/argo-rollouts/issues/4479: successful, though each measurement failed
    @Test
    void measurements_that_all_failed_promote_nothing() {
        assertThat(judge(METRIC, times(100, 5), times(100, NAN))).needsMoreData();
        assertThat(judge(METRIC.withWhenMissing(WhenMissing.ROLL_BACK), times(100, 5), times(100, NAN)))
                .rollsBack();
    }

    // A common remedy for false alarms at low traffic, to pass below some requests, promotes what nobody has seen.
    @Test
    void one_failure_among_few_requests_neither_promotes_nor_rolls_back() {
        CanaryJudge judge = CanaryJudge.of(CanaryMetric.rate("errors", Tolerance.absolute(0.01)));
        ArmData stable = ArmData.of("stable").withCounts("errors", 10, 1_000);

        assertThat(judge.judge(stable, ArmData.of("canary").withCounts("errors", 1, 5)))
                .needsMoreData();
        assertThat(judge.judge(stable, ArmData.of("canary").withCounts("errors", 0, 5)))
                .needsMoreData();
    }
}
