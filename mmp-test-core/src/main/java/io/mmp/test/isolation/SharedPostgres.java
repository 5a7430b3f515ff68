package io.mmp.test.isolation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Names a PostgreSQL server, version 13 or later, that tests share: a container, a process, or one that runs elsewhere.
 *
 * <p>The JDBC driver {@code org.postgresql:postgresql} must be on the class path.
 *
 * @since 0.1.0
 */
public final class SharedPostgres {

    private final String host;
    private final int port;
    private final String user;
    private final String password;

    private SharedPostgres(String host, int port, String user, String password) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /** Where all databases are made and dropped: an advisory lock excludes only those who are connected to the same database. */
    private static final String MAINTENANCE = "postgres";

    /**
     * Name a server.
     *
     * @param host where it listens
     * @param port where it listens
     * @param user a user who may create databases, and connect to the database {@code postgres}
     * @param password the user's password
     */
    public static SharedPostgres at(String host, int port, String user, String password) {
        return new SharedPostgres(host, port, user, password);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

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

    String user() {
        return user;
    }
}
