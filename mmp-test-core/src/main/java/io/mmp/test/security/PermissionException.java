package io.mmp.test.security;

/**
 * Says that a matrix of permissions, or what is asked with it, is not as it must be.
 *
 * @since 0.1.0
 */
public final class PermissionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PermissionException(String message) {
        super(message);
    }

    PermissionException(String message, Throwable cause) {
        super(message, cause);
    }
}
