package io.mmp.test.isolation;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A PostgreSQL database of one test.
 *
 * @since 0.1.0
 */
public final class PostgresDatabase implements AutoCloseable {

    private final SharedPostgres server;
    private final String name;
    private final Runnable drop;

    PostgresDatabase(SharedPostgres server, String name, Runnable drop) {
        this.server = server;
        this.name = name;
        this.drop = drop;
    }

    /** Return the name of the database. */
    public String name() {
        return name;
    }

    /** Return the address for JDBC, without user and password: these are the server's. */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** Connect as the user of the server; the caller closes the connection. */
    public Connection connect() throws SQLException {
        return server.connect(name);
    }

    /** Drop the database; connections to it end. */
    @Override
    public void close() {
        drop.run();
    }
}
