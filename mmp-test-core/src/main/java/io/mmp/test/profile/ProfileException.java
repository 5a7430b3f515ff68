package io.mmp.test.profile;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a profile, one of its files, or a setting is not as it must be; the message says which, where, and what to do.
 *
 * @since 0.1.0
 */
public final class ProfileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProfileException(String message) {
        super(message);
    }

    ProfileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
