package io.mmp.test.pipeline;

/**
 * How a step of a pipeline ended.
 *
 * @since 0.1.0
 */
public enum StepState {
    /** It did what it should. */
    SUCCEEDED,
    /** It did not, and said so. */
    FAILED,
    /** It was passed over, such as for a condition that did not hold, or a step before it that failed. */
    SKIPPED,
    /** It began, and nothing is known of its end. */
    UNFINISHED
}
