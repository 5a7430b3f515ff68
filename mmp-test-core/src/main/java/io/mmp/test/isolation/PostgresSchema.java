package io.mmp.test.isolation;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Fills an empty database with the tables and rows that each test begins with.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PostgresSchema {

    /** Fill the database, once for all tests; the connection commits each statement and is closed by the caller. */
    void createIn(Connection connection) throws SQLException;
}
