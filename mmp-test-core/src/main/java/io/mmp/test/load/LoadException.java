package io.mmp.test.load;

/**
 * Thrown when a load cannot be made, or a report, a baseline or targets cannot be written or read.
 *
 * @since 0.1.0
 */
public final class LoadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LoadException(String message) {
        super(message);
    }

    LoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
