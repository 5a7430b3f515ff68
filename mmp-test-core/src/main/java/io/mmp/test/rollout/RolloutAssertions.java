package io.mmp.test.rollout;

import org.jspecify.annotations.Nullable;

/**
 * Offers the assertions on rollouts, for a static import.
 *
 * <p>All overloads are called {@code assertThat}, so that they mix with AssertJ's own.
 *
 * @since 0.1.0
 */
public final class RolloutAssertions {

    private RolloutAssertions() {}

    /** Assert on which arm served which key. */
    public static <K> TrafficSplitAssert<K> assertThat(@Nullable TrafficSplit<K> split) {
        return new TrafficSplitAssert<>(split);
    }

    /** Assert on what becomes of a canary. */
    public static CanaryJudgementAssert assertThat(@Nullable CanaryJudgement judgement) {
        return new CanaryJudgementAssert(judgement);
    }

    /** Assert on how often a judge errs, such as the one of the service under test. */
    public static DecisionRuleAssert assertThat(@Nullable DecisionRule judge) {
        return new DecisionRuleAssert(judge);
    }

    /** Assert on what became of a rollout. */
    public static RolloutResultAssert assertThat(@Nullable RolloutResult rollout) {
        return new RolloutResultAssert(rollout);
    }
}
