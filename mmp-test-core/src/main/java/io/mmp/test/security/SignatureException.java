package io.mmp.test.security;

/**
 * Says that a key, a manifest or a model cannot be read, so that no signature can be judged or made.
 *
 * @since 0.1.0
 */
public final class SignatureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SignatureException(String message) {
        super(message);
    }

    SignatureException(String message, Throwable cause) {
        super(message, cause);
    }
}
