package io.mmp.test.feast.store;

import org.jspecify.annotations.Nullable;

/** Tells that a feature store, or what it holds, cannot be used as a test asked. */
public final class FeastException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Tell what is wrong. */
    public FeastException(String message) {
        this(message, null);
    }

    /** Tell what is wrong, and because of what. */
    public FeastException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
