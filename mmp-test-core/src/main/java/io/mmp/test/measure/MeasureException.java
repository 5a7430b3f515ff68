package io.mmp.test.measure;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when something cannot be measured, or a budget or a baseline is not as it must be; the message says why and what to do.
 *
 * @since 0.1.0
 */
public class MeasureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MeasureException(String message) {
        super(message);
    }

    MeasureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
