package io.mmp.test.system;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a group of services is described wrongly, cannot be started, or is asked for what it cannot do.
 *
 * @since 0.1.0
 */
public final class ServiceGroupException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    ServiceGroupException(String message) {
        super(message);
    }

    ServiceGroupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
