package io.mmp.test.isolation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection that makes and drops databases, and holds the advisory locks that mark them as used.
 *
 * <p>The names are ours: made of letters, digits and {@code _}.
 */
final class MaintenanceSession implements AutoCloseable {

    private final Connection connection;

    MaintenanceSession(Connection connection) {
        this.connection = connection;
    }

    synchronized boolean isSealed(String database) throws SQLException {
        return ask("SELECT count(*) = 1 FROM pg_database WHERE datname = ? AND NOT datallowconn", database);
    }

    synchronized void seal(String database) throws SQLException {
        execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
    }

    synchronized void lock(String name) throws SQLException {
        ask("SELECT pg_advisory_lock(hashtextextended(?, 0)) IS NOT NULL", name);
    }

    synchronized void unlock(String name) throws SQLException {
        ask("SELECT pg_advisory_unlock(hashtextextended(?, 0))", name);
    }

    synchronized void createLocked(String database, String template) throws SQLException {
        lock(database);
        execute("CREATE DATABASE %s TEMPLATE %s".formatted(database, template));
    }

    synchronized void dropLocked(String database) throws SQLException {
        drop(database);
        unlock(database);
    }

    synchronized void drop(String database) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    /** Drop the databases with this prefix whose lock nobody holds: their session has ended. */
    synchronized void dropAbandoned(String prefix) throws SQLException {
        for (String database : databases(prefix)) {
            if (ask("SELECT pg_try_advisory_lock(hashtextextended(?, 0))", database)) {
                dropLocked(database);
            }
        }
    }

    private List<String> databases(String prefix) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT datname FROM pg_database WHERE starts_with(datname, ?)")) {
            statement.setString(1, prefix);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    synchronized void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean ask(String sql, String argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
