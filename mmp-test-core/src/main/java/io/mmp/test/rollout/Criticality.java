package io.mmp.test.rollout;

/**
 * What follows if a metric of the canary is worse.
 *
 * @since 0.1.0
 */
public enum Criticality {
    /** It is rolled back. */
    CRITICAL,
    /** It is not promoted, and rolled back if another such metric is worse too. */
    MINOR,
    /** It is said, and nothing follows. */
    REPORTED
}
