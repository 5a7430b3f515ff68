package io.mmp.test.readiness;

/**
 * Says that what is to be judged cannot be read, or is described in a way that cannot be judged.
 *
 * @since 0.1.0
 */
public final class ReadinessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReadinessException(String message) {
        super(message);
    }

    ReadinessException(String message, Throwable cause) {
        super(message, cause);
    }
}
