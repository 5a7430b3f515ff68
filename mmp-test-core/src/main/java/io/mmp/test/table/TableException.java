package io.mmp.test.table;

import org.jspecify.annotations.Nullable;

/**
 * Tells that a table cannot be read, or is not of the shape that it must have.
 *
 * @since 0.1.0
 */
public final class TableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Tell what is wrong with the table. */
    public TableException(String message) {
        this(message, null);
    }

    /** Tell what is wrong with the table, and because of what. */
    public TableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
