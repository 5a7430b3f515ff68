package io.mmp.test.database;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The database of the current test.
 *
 * <p>It is sealed, so that it can get more methods. It can be used from any thread until the database ends.
 *
 * @since 0.1.0
 */
public sealed interface TestDatabase permits DatabaseExtension, RunningDatabase {

    /** The key of the report entry with the number of connections that a test has left open. */
    String OPEN_CONNECTIONS = "mmp.database.open.connections";

    /** Return what connects to the database; connections that are open when the database ends are closed and reported. */
    DataSource dataSource();

    /** Connect to the database; the caller closes the connection. */
    Connection connect() throws SQLException;

    /**
     * Return an address for {@link java.sql.DriverManager}, user and password included, for code that takes no {@link DataSource}.
     *
     * @throws IllegalStateException if the test's work is rolled back: others would not see it, nor be rolled back
     */
    String jdbcUrl();

    /**
     * Return the address for programs, such as {@code postgresql://test@127.0.0.1:41873/mmp_test_0a1b}.
     *
     * @throws IllegalStateException if the database is in the memory of this JVM, or the test's work is rolled back
     */
    URI uri();

    /**
     * Return the variables that lead a subprocess to this database: {@code DATABASE_URL}, and those of PostgreSQL's own clients.
     *
     * @throws IllegalStateException if the database is in the memory of this JVM, or the test's work is rolled back
     */
    Map<String, String> environment();
}
