package io.mmp.test.lifecycle;

/**
 * Where a version of a model stands in its rollout.
 *
 * @since 0.1.0
 */
public enum RolloutPhase {
    /** Registered, and gets no requests. */
    STAGING,
    /** Gets a share of the requests. */
    CANARY,
    /** Gets the requests. */
    PRODUCTION,
    /** Was in production, and can be restored. */
    RETIRED
}
