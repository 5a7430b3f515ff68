package io.mmp.test.metrics;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when metrics cannot be read, written or compared; says in one sentence which input is at fault.
 *
 * @since 0.1.0
 */
public final class MetricsException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    MetricsException(String message) {
        this(message, null);
    }

    MetricsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
