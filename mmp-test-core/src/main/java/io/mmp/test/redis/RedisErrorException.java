package io.mmp.test.redis;

import java.io.IOException;
import java.io.Serial;

/** Thrown when Redis has answered a command with an error. */
public final class RedisErrorException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String error;

    RedisErrorException(String error) {
        super("Redis says: " + error);
        this.error = error;
    }

    /** Return what Redis says, such as {@code WRONGPASS invalid username-password pair or user is disabled.}. */
    public String error() {
        return error;
    }
}
