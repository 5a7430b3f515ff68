package io.mmp.test.examples.cases;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** What is tested: the cases that a model opens. */
final class FraudCases {

    private static final String OPEN =
            "INSERT INTO fraud_case (transaction_id, model_id) SELECT ?, id FROM ml_model WHERE stage = 'production'";

    private final DataSource database;

    FraudCases(DataSource database) {
        this.database = database;
    }

    /** Open a case, once for a transaction. */
    void open(long transaction) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(OPEN)) {
            statement.setLong(1, transaction);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("transaction " + transaction + " has no case", e);
        }
    }

    /** Open a case in the background. */
    CompletableFuture<Void> openLater(long transaction) {
        return CompletableFuture.runAsync(() -> open(transaction));
    }

    long count() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM fraud_case");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
