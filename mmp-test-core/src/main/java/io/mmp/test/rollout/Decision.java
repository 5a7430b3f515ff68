package io.mmp.test.rollout;

/**
 * What becomes of a canary.
 *
 * @since 0.1.0
 */
public enum Decision {
    /** It is not worse than what is tolerated: it gets more traffic, or all. */
    PROMOTE,
    /** It is worse: all traffic goes back to the stable version. */
    ROLL_BACK,
    /** Neither is shown: more has to be observed. */
    CONTINUE
}
