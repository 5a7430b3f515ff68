package io.mmp.test.isolation;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a shared server does not give a test a place of its own.
 *
 * @since 0.1.0
 */
public final class IsolationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IsolationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
