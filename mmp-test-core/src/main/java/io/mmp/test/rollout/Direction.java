package io.mmp.test.rollout;

/**
 * In which direction a metric is worse.
 *
 * @since 0.1.0
 */
public enum Direction {
    /** More is worse, as of errors and latencies. */
    INCREASE_IS_WORSE,
    /** Less is worse, as of conversions. */
    DECREASE_IS_WORSE,
    /** Any change is worse, as of the share of transactions that a model calls fraud. */
    CHANGE_IS_WORSE
}
