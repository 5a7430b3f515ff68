package io.mmp.test.feast.online;

import org.jspecify.annotations.Nullable;

/**
 * Tells that an online store cannot be read.
 *
 * @since 0.1.0
 */
public final class OnlineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Tell what went wrong, and because of what. */
    public OnlineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
