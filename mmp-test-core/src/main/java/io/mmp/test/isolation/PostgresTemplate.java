package io.mmp.test.isolation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A sealed PostgreSQL database that the databases of tests are copies of.
 *
 * <pre>{@code
 * try (PostgresTemplate template = PostgresTemplate.ensure(server, "orders_v3", connection -> migrate(connection));
 *         PostgresDatabase database = template.newDatabase()) {
 *     var orders = new Orders(database.jdbcUrl());
 * }
 * }</pre>
 *
 * <p>The first JVM that asks for a template makes it; it stays on the server, and nobody can connect to it. Its name stands for one
 * schema: give another schema another name. The databases of a JVM that was killed are dropped by the next JVM that asks for a template:
 * each is marked by an advisory lock, which the server frees when its JVM is gone.
 *
 * <p>Safe for use by several threads, one at a time: the server copies no two databases at once either.
 *
 * @since 0.1.0
 */
public final class PostgresTemplate implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final String PREFIX = "mmp_template_";
    private static final String DATABASE_PREFIX = "mmp_test_";

    private final SharedPostgres server;
    private final String template;
    private final MaintenanceSession session;
    private final boolean isTemporary;

    private PostgresTemplate(SharedPostgres server, String template, MaintenanceSession session, boolean isTemporary) {
        this.server = server;
        this.template = template;
        this.session = session;
        this.isTemporary = isTemporary;
    }

    /**
     * Return the template of this name, made now if the server does not have it; other JVMs wait meanwhile.
     *
     * @param name up to 40 lower-case letters, digits and {@code _}
     * @throws IsolationException if the server cannot be used, or the schema cannot be created
     */
    public static PostgresTemplate ensure(SharedPostgres server, String name, PostgresSchema schema) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a template must match %s, but is '%s'".formatted(NAME, name));
        }
        String template = PREFIX + name;
        try {
            MaintenanceSession session = new MaintenanceSession(server.connect());
            try {
                session.dropAbandoned(DATABASE_PREFIX);
                make(server, template, schema, session);
                return new PostgresTemplate(server, template, session, false);
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failure("The template '%s' cannot be made on".formatted(name), server, e);
        }
    }

    /**
     * Make a template of this JVM alone, for a schema without a name: it is dropped when it is closed or, if the JVM was killed, by the
     * next one that asks for a template.
     *
     * @throws IsolationException if the server cannot be used, or the schema cannot be created
     */
    public static PostgresTemplate temporary(SharedPostgres server, PostgresSchema schema) {
        String template = newName();
        try {
            MaintenanceSession session = new MaintenanceSession(server.connect());
            try {
                session.dropAbandoned(DATABASE_PREFIX);
                session.createLocked(template, "template1");
                try (Connection connection = server.connect(template)) {
                    schema.createIn(connection);
                } catch (SQLException | RuntimeException e) {
                    session.dropLocked(template);
                    throw e;
                }
                session.seal(template);
                return new PostgresTemplate(server, template, session, true);
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failure("A template cannot be made on", server, e);
        }
    }

    private static void make(SharedPostgres server, String template, PostgresSchema schema, MaintenanceSession session)
            throws SQLException {
        if (session.isSealed(template)) {
            return;
        }
        session.lock(template);
        try {
            if (!session.isSealed(template)) {
                session.drop(template); // what a JVM has left that was killed here
                session.execute("CREATE DATABASE " + template);
                try (Connection connection = server.connect(template)) {
                    schema.createIn(connection);
                }
                session.seal(template);
            }
        } finally {
            session.unlock(template);
        }
    }

    /**
     * Create a database for one test, with all that the template has.
     *
     * @throws IsolationException if the server does not make it
     */
    public PostgresDatabase newDatabase() {
        String name = newName();
        try {
            session.createLocked(name, template);
            return new PostgresDatabase(server, name, () -> drop(name));
        } catch (SQLException e) {
            throw failure("No database was made from %s on".formatted(template), server, e);
        }
    }

    private static String newName() {
        return DATABASE_PREFIX + UUID.randomUUID().toString().replace("-", "");
    }

    private void drop(String name) {
        try {
            session.dropLocked(name);
        } catch (SQLException e) {
            throw failure("The database %s was not dropped on".formatted(name), server, e);
        }
    }

    /**
     * Disconnect from the server; the template stays there, unless it is {@linkplain #temporary temporary}, the databases that were not
     * closed until somebody asks for a template.
     */
    @Override
    public void close() {
        try (session) {
            if (isTemporary) {
                session.dropLocked(template);
            }
        } catch (SQLException e) {
            throw failure("The connection was not closed to", server, e);
        }
    }

    private static IsolationException failure(String what, SharedPostgres server, SQLException e) {
        return new IsolationException("%s the PostgreSQL server at %s: %s".formatted(what, server, e.getMessage()), e);
    }
}
