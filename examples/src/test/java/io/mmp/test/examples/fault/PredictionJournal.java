package io.mmp.test.examples.fault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The system under test: it writes each prediction in a transaction of its own, and counts those that the database has confirmed. */
final class PredictionJournal {

    private final Connection connection;
    private int confirmed;

    private PredictionJournal(Connection connection) {
        this.connection = connection;
    }

    static PredictionJournal create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE predictions (id int PRIMARY KEY, explanation text)");
        }
        return new PredictionJournal(connection);
    }

    void writeAll(int count) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO predictions VALUES (?, ?)")) {
            for (int row = 0; row < count; row++) {
                insert.setInt(1, confirmed);
                insert.setString(2, "because ".repeat(100));
                insert.executeUpdate();
                confirmed++;
            }
        }
    }

    int confirmed() {
        return confirmed;
    }

    int count() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM predictions")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
