package io.mmp.test.security;

/**
 * Says that what is to be scanned, or the list of what is allowed, cannot be read.
 *
 * @since 0.1.0
 */
public final class SecretScanException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecretScanException(String message) {
        super(message);
    }

    SecretScanException(String message, Throwable cause) {
        super(message, cause);
    }
}
