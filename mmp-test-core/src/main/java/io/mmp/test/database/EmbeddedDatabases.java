package io.mmp.test.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * Makes databases of H2 in the memory of this JVM.
 *
 * @param schema what each begins with
 */
record EmbeddedDatabases(DatabaseSchema schema) implements DatabaseSource {

    /** It stays while nobody is connected, folds names to lower case and sorts nulls as PostgreSQL does. */
    private static final String URL =
            "jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;USER=sa;PASSWORD=";

    /** It knows the type by its long name alone, and nearly all schemas have the short one. */
    private static final String MISSING_TYPE = "CREATE DOMAIN timestamptz AS timestamp with time zone";

    EmbeddedDatabases {
        JdbcDriver.H2.require();
    }

    @Override
    public OwnDatabase create() {
        String name = "mmp_test_" + UUID.randomUUID().toString().replace("-", "");
        String creating = URL.formatted(name);
        // Else who connects after the end would make a new one, which nobody drops.
        String existing = creating + ";IFEXISTS=TRUE";
        OwnDatabase database = new OwnDatabase(existing, name, null, () -> shutDown(existing));
        try (Connection connection = DriverManager.getConnection(creating);
                Statement statement = connection.createStatement()) {
            statement.execute(MISSING_TYPE);
            schema.applyTo(connection);
            return database;
        } catch (SQLException e) {
            throw new DatabaseException("The in-memory database was not made: " + e.getMessage(), e);
        } catch (DatabaseException e) {
            database.close();
            throw e;
        }
    }

    private static void shutDown(String url) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException e) {
            throw new DatabaseException("The in-memory database was not dropped: " + e.getMessage(), e);
        }
    }
}
