package io.mmp.test.rollout;

/**
 * Decides what becomes of a canary: a {@link CanaryJudge}, or the judge of the service under test.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DecisionRule {

    /** Decide from what was observed of both arms. */
    Decision decide(ArmData stable, ArmData canary);
}
