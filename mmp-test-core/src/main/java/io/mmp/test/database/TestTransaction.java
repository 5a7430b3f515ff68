package io.mmp.test.database;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

/** The one transaction of a test: connections of its own that look like any other, and a rollback in the end. */
final class TestTransaction implements AutoCloseable {

    private final OwnDatabase database;
    private final TransactionPool pool;
    private final Connection connection;
    private final Savepoint begin;
    private final List<TransactionHandle> open = new ArrayList<>();

    TestTransaction(OwnDatabase database, TransactionPool pool) throws SQLException {
        this.database = database;
        this.pool = pool;
        this.connection = database.connect();
        connection.setAutoCommit(false);
        begin = connection.setSavepoint();
        PostgresAutosave.EACH_STATEMENT.set(connection);
    }

    OwnDatabase database() {
        return database;
    }

    /** Return a connection that takes part in the transaction. */
    synchronized Connection connect() throws SQLException {
        requireNoOther("connection");
        TransactionHandle handle = new TransactionHandle(this, connection);
        open.add(handle);
        return (Connection)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, handle);
    }

    /** Refuse what a database would keep apart, and one transaction cannot. */
    synchronized void requireNoOther(String wanted) throws SQLException {
        if (open.stream().anyMatch(TransactionHandle::isInTransaction)) {
            throw new SQLException(
                    "A second %s was asked for while one has auto-commit off. They would see each other's work in the one transaction of a test with end = ROLLBACK: close the first one before, or choose end = DROP."
                            .formatted(wanted));
        }
    }

    synchronized void closed(TransactionHandle handle) {
        open.remove(handle);
    }

    /**
     * Roll back, and give the database to the next test.
     *
     * @throws DatabaseException if the test's work was committed; then the database is dropped
     */
    @Override
    public void close() {
        try {
            connection.rollback(begin);
        } catch (SQLException e) {
            database.close();
            throw new DatabaseException(
                    "The work of this test cannot be rolled back: a statement has ended its transaction, such as COMMIT as text, or CREATE TABLE in H2 (%s). The database was dropped; choose end = DROP for this test."
                            .formatted(e.getMessage()),
                    e);
        }
        try {
            connection.rollback();
            connection.close();
            pool.giveBack(database);
        } catch (SQLException e) {
            database.close();
            throw new DatabaseException("The work of this test was not rolled back: " + e.getMessage(), e);
        }
    }
}
