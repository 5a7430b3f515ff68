package io.mmp.test.examples.platform.kubernetes;

/** When a pod is said to be ready. */
enum ReadyWhen {
    /** When its readiness probe passes. */
    PROBED,
    /** When its process runs: a pod that has no readiness probe. */
    LIVE
}
