package io.mmp.test.lock;

import java.io.Serial;

/** Thrown when a lock was not free in time; the message names its holder. */
public final class LockTimeoutException extends LockException {

    @Serial
    private static final long serialVersionUID = 1L;

    LockTimeoutException(String message) {
        super(message, null);
    }
}
