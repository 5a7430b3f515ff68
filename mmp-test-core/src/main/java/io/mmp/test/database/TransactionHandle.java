package io.mmp.test.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/** One connection as a test sees it: its transactions lie between savepoints of the one that is rolled back. */
final class TransactionHandle implements InvocationHandler {

    private final TestTransaction owner;
    private final Connection connection;

    /** Where the transaction of this connection began, null while auto-commit is on. */
    private volatile @Nullable Savepoint savepoint;

    private volatile boolean closed;

    TransactionHandle(TestTransaction owner, Connection connection) {
        this.owner = owner;
        this.connection = connection;
    }

    boolean isInTransaction() {
        return savepoint != null;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "close", "abort" -> close();
            case "isClosed" -> {
                return closed;
            }
            case "equals" -> {
                return arguments != null && proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "toString" -> {
                return "a connection in the transaction of a test";
            }
            default -> {
                requireOpen();
                return inTransaction(method, arguments);
            }
        }
        return null;
    }

    private @Nullable Object inTransaction(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        int count = arguments == null ? 0 : arguments.length;
        switch (name) {
            case "getAutoCommit" -> {
                return savepoint == null;
            }
            case "setAutoCommit" -> setAutoCommit(arguments != null && Boolean.TRUE.equals(arguments[0]));
            case "commit" -> commit();
            case "setReadOnly" -> {} // a hint, which cannot be changed inside a transaction
            default -> {
                if (name.equals("rollback") && count == 0) {
                    rollback();
                } else {
                    return call(method, arguments);
                }
            }
        }
        return null;
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void setAutoCommit(boolean on) throws SQLException {
        if (on && savepoint != null) {
            commit();
            savepoint = null;
            PostgresAutosave.EACH_STATEMENT.set(connection);
        } else if (!on && savepoint == null) {
            owner.requireNoOther("transaction");
            PostgresAutosave.NEVER.set(connection);
            savepoint = connection.setSavepoint();
        }
    }

    private void commit() throws SQLException {
        connection.releaseSavepoint(requireTransaction("commit"));
        savepoint = connection.setSavepoint();
    }

    private void rollback() throws SQLException {
        connection.rollback(requireTransaction("rollback"));
    }

    private Savepoint requireTransaction(String what) throws SQLException {
        Savepoint began = savepoint;
        if (began == null) {
            throw new SQLException("There is nothing to %s: auto-commit is on.".formatted(what));
        }
        return began;
    }

    private void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (savepoint != null) {
                rollback();
                savepoint = null;
                PostgresAutosave.EACH_STATEMENT.set(connection);
            }
        } finally {
            owner.closed(this);
        }
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException("This connection is closed.");
        }
    }
}
