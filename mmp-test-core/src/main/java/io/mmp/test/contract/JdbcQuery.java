package io.mmp.test.contract;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Opens queries so that their rows come some at a time. */
final class JdbcQuery {

    private JdbcQuery() {}

    static RowCursor open(Connection connection, String query, @Nullable ZoneId zone) throws SQLException {
        boolean commitsItself = connection.getAutoCommit();
        if (commitsItself) {
            connection.setAutoCommit(false);
        }
        PreparedStatement statement = null;
        try {
            statement = connection.prepareStatement(query);
            statement.setFetchSize(JdbcCursor.CHUNK);
            PreparedStatement opened = statement;
            return new JdbcCursor(statement.executeQuery(), zone, () -> close(connection, opened, commitsItself));
        } catch (SQLException e) {
            close(connection, statement, commitsItself);
            throw e;
        }
    }

    private static void close(Connection connection, @Nullable PreparedStatement statement, boolean commitsItself)
            throws SQLException {
        try {
            if (statement != null) {
                statement.close();
            }
        } finally {
            if (commitsItself) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
