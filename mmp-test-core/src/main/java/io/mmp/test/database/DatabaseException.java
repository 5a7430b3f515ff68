package io.mmp.test.database;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a test does not get its database, or not as its annotation says.
 *
 * @since 0.1.0
 */
public final class DatabaseException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
