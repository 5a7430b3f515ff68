package io.mmp.test.lock;

import java.io.Serial;

/**
 * Thrown when a lock was not free in time; the message names its holder.
 *
 * @since 0.1.0
 */
public final class LockTimeoutException extends LockException {

    @Serial
    private static final long serialVersionUID = 1L;

    LockTimeoutException(String message) {
        super(message, null);
    }
}
