package io.mmp.test.rollout;

import static io.mmp.test.rollout.RolloutAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.verdict.FixedSamples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@FixedSamples
class DecisionRuleAssertTests {

    private static final SimulatedRequests STABLE = SimulatedRequests.of(1_000);

    private static final CanaryScenario SAME = CanaryScenario.of("no difference", STABLE, STABLE);
    private static final CanaryScenario ERRORS =
            CanaryScenario.of("ten times the errors", STABLE, STABLE.withErrorRate(0.1));
    private static final CanaryScenario TAIL =
            CanaryScenario.of("a tail of double length", STABLE, STABLE.withSlowerTail(0.02, 2));

    private static final DecisionRule JUDGE = CanaryJudge.of(
            CanaryMetric.rate(ArmData.ERRORS, Tolerance.absolute(0.02)),
            CanaryMetric.values(ArmData.LATENCY, "ms", Tolerance.relative(0.2)).withQuantiles(0.99));

    private static Decision ofMeans(ArmData stable, ArmData canary) {
        return mean(canary) > 1.1 * mean(stable) ? Decision.ROLL_BACK : Decision.PROMOTE;
    }

    private static double mean(ArmData arm) {
        return Arrays.stream(arm.values(ArmData.LATENCY)).average().orElseThrow();
    }

    @Test
    void a_judge_that_knows_its_limits_passes() {
        assertThat(JUDGE)
                .rollsBackAtMost(0.1, SAME)
                .rollsBackAtLeast(0.95, ERRORS)
                .promotesAtMost(0.02, ERRORS)
                .promotesAtMost(0.05, TAIL);
    }

    @Test
    void a_judge_that_looks_at_means_only_is_found() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(DecisionRuleAssertTests::ofMeans).promotesAtMost(0.05, TAIL))
                .withMessage("""

                        In scenario 'a tail of double length': 188 promotions in 200 runs are a rate of 94 %, at least 90.5 % with 95 % confidence: above 5 %.""");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(DecisionRuleAssertTests::ofMeans).rollsBackAtLeast(0.9, ERRORS));
    }

    @Test
    void a_judge_that_never_decides_is_found_by_what_it_must_roll_back() {
        DecisionRule never = (stable, canary) -> Decision.CONTINUE;

        assertThat(never).promotesAtMost(0.05, ERRORS).rollsBackAtMost(0.05, SAME);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(never).as("the service's judge").rollsBackAtLeast(0.9, ERRORS))
                .withMessage("""
                        [the service's judge]\s
                        In scenario 'ten times the errors': 0 rollbacks in 200 runs are a rate of 0 %, at most 1.49 % with 95 % confidence: below 90 %.""");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(never).promotesAtLeast(0.5, SAME));
    }

    @Test
    void a_judge_that_one_error_alarms_is_found_by_what_it_must_not_roll_back() {
        DecisionRule nervous = (stable, canary) ->
                canary.count(ArmData.ERRORS) > stable.count(ArmData.ERRORS) ? Decision.ROLL_BACK : Decision.CONTINUE;

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(nervous).rollsBackAtMost(0.1, SAME));
    }

    @Test
    void too_few_runs_are_inconclusive() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(JUDGE).usingRuns(20).promotesAtMost(0.01, ERRORS))
                .withMessage("""

                        In scenario 'ten times the errors': inconclusive: 0 promotions in 20 runs are a rate of 0 %, but 13.9 % is still possible with 95 % confidence; 299 runs without promotions would show at most 1 %.""");
    }

    @Test
    void a_judge_that_fails_is_named_with_its_run() {
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> assertThat((stable, canary) -> {
                            throw new IllegalStateException("no metrics store");
                        })
                        .rollsBackAtMost(0.5, SAME))
                .withMessage(
                        "The judge failed on run 1 of scenario 'no difference': java.lang.IllegalStateException: no metrics store");
    }

    @Test
    void no_runs_are_refused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(JUDGE).usingRuns(0))
                .withMessage("There must be at least one run, but there are 0.");
    }
}
