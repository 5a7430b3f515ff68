package io.mmp.test.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A database that was made for tests.
 *
 * @param jdbcUrl its address for JDBC, with user and password
 * @param name its name on a server
 * @param server the server that programs reach it at, or null if it is in the memory of this JVM
 * @param drop removes it, and ends all connections to it
 */
record OwnDatabase(String jdbcUrl, String name, @Nullable PostgresAddress server, Runnable drop)
        implements AutoCloseable {

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl);
    }

    @Override
    public void close() {
        drop.run();
    }
}
