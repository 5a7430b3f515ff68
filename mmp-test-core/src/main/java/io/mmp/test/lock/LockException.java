package io.mmp.test.lock;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a lock could not be taken; nothing of the attempt is left behind.
 *
 * @since 0.1.0
 */
public class LockException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    LockException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
