package io.mmp.test.recovery;

/**
 * Thrown when a recovery cannot be observed: the system was sick before, or it could not be broken or mended.
 *
 * @since 0.1.0
 */
public final class RecoveryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RecoveryException(String message) {
        super(message);
    }

    RecoveryException(String message, Throwable cause) {
        super(message, cause);
    }
}
