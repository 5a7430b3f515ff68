package io.mmp.test.fault;

/**
 * A fault that cannot be, or a proxy that cannot do what it is asked.
 *
 * @since 0.1.0
 */
public final class FaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FaultException(String message) {
        super(message);
    }

    FaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
