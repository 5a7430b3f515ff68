package io.mmp.test.database;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Says what a statement that fails does to the others of its transaction: in PostgreSQL it ends them all, unless there is a savepoint.
 * Other databases undo the statement alone.
 */
enum PostgresAutosave {
    /** Undo the statement alone, as if it had a transaction of its own. */
    EACH_STATEMENT("always"),

    /** Let PostgreSQL do as it does. */
    NEVER("never");

    private static final String DRIVER = "org.postgresql.PGConnection";

    private final String mode;

    PostgresAutosave(String mode) {
        this.mode = mode;
    }

    /** Tell the driver of PostgreSQL, by reflection: the annotations of its classes cannot be compiled against without their jar. */
    void set(Connection connection) throws SQLException {
        if (!connection.getClass().getName().startsWith("org.postgresql.")) {
            return;
        }
        try {
            Class<?> type = Class.forName(DRIVER, true, connection.getClass().getClassLoader());
            Method get = type.getMethod("getAutosave");
            Object wanted = get.getReturnType().getMethod("of", String.class).invoke(null, mode);
            type.getMethod("setAutosave", get.getReturnType()).invoke(connection.unwrap(type), wanted);
        } catch (ReflectiveOperationException e) {
            throw new SQLException("This driver of PostgreSQL has no autosave. Use 42.2 or later, or end = DROP.", e);
        }
    }
}
