package io.mmp.test.drift;

/**
 * Thrown when drift cannot be judged or injected as was asked.
 *
 * @since 0.1.0
 */
public final class DriftException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DriftException(String message) {
        super(message);
    }

    DriftException(String message, Throwable cause) {
        super(message, cause);
    }
}
