package io.mmp.test.database;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The databases that tests roll their work back in: as many as tests run at once. */
final class TransactionPool implements AutoCloseable {

    private final DatabaseSource source;
    private final Deque<OwnDatabase> idle = new ArrayDeque<>();

    TransactionPool(DatabaseSource source) {
        this.source = source;
    }

    /** Begin a transaction in a database that nobody else has meanwhile. */
    TestTransaction begin() {
        OwnDatabase free = takeIdle();
        OwnDatabase database = free == null ? source.create() : free;
        try {
            return new TestTransaction(database, this);
        } catch (SQLException e) {
            database.close();
            throw new DatabaseException(
                    "No transaction begins in %s: %s".formatted(database.name(), e.getMessage()), e);
        }
    }

    private synchronized @Nullable OwnDatabase takeIdle() {
        return idle.poll();
    }

    synchronized void giveBack(OwnDatabase database) {
        idle.push(database);
    }

    @Override
    public synchronized void close() {
        idle.forEach(OwnDatabase::close);
        idle.clear();
    }
}
