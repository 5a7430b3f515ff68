package io.mmp.test.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a lifecycle cannot be judged: the service does not start, cannot be observed, or the model itself fails.
 *
 * @since 0.1.0
 */
public final class LifecycleException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LifecycleException(String message) {
        this(message, null);
    }

    LifecycleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
