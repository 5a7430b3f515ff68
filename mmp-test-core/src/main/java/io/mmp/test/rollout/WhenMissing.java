package io.mmp.test.rollout;

/**
 * What follows if a metric has no values in one arm, or in both. A canary with a metric that is missing is never promoted.
 *
 * @since 0.1.0
 */
public enum WhenMissing {
    /** It is waited for. */
    CONTINUE,
    /** The canary is rolled back: a version that stopped to report is a broken one. */
    ROLL_BACK
}
