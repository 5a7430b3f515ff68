package io.mmp.test.metrics;

import java.util.Locale;

/**
 * How the last attempt of a test ended.
 *
 * @since 0.1.0
 */
public enum Outcome {
    /** It ran to its end. */
    PASSED,
    /** It, or what encloses it, threw. */
    FAILED,
    /** It, or what encloses it, gave up because an assumption did not hold. */
    ABORTED,
    /** It was not run because it is annotated with {@code @Disabled}. */
    DISABLED,
    /** It was not run because of another condition, such as an operating system or a missing server. */
    SKIPPED;

    /** Return the name that files use, which is also the code of a reason to skip. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tell whether the test proved nothing: it neither passed nor failed. */
    boolean isSkip() {
        return this != PASSED && this != FAILED;
    }
}
