package io.mmp.test.isolation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Names a PostgreSQL server, version 13 or later, that tests share: a container, a process, or one that runs elsewhere.
 *
 * <p>The JDBC driver {@code org.postgresql:postgresql} must be on the class path.
 *
 * @param host where it listens
 * @param port where it listens
 * @param user a user who may create databases, and connect to the database {@code postgres}
 * @param password the user's password
 */
public record SharedPostgres(String host, int port, String user, String password) {

    /** Where all databases are made and dropped: an advisory lock excludes only those who are connected to the same database. */
    private static final String MAINTENANCE = "postgres";

    Connection connect() throws SQLException {
        return connect(MAINTENANCE);
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), user, password);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%s/%s".formatted(host, port, database);
    }

    /** Return the address, without the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
