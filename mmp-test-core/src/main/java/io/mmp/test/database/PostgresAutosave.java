package io.mmp.test.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;

/**
 * Says what a statement that fails does to the others of its transaction: in PostgreSQL it ends them all, unless there is a savepoint.
 * Other databases undo the statement alone.
 */
enum PostgresAutosave {
    /** Undo the statement alone, as if it had a transaction of its own. */
    EACH_STATEMENT,

    /** Let PostgreSQL do as it does. */
    NEVER;

    void set(Connection connection) throws SQLException {
        if (connection.getClass().getName().startsWith("org.postgresql.")) {
            Driver.set(connection, this == NEVER ? "never" : "always");
        }
    }

    /** Loaded only where there is such a driver. */
    private static final class Driver {
        static void set(Connection connection, String mode) throws SQLException {
            connection.unwrap(PGConnection.class).setAutosave(AutoSave.of(mode));
        }
    }
}
