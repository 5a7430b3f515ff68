package io.mmp.test.examples.rag;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A few connections to the vector store, each opened when it is needed and again when its server was restarted. */
final class ConnectionPool {

    private static final int SIZE = 8;
    private static final int SECONDS = 5;

    private final String url;
    private final Semaphore places = new Semaphore(SIZE, true);
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    ConnectionPool(String url) {
        this.url = url;
    }

    /** Works with a connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Lend a connection to this work. */
    <T> T use(Work<T> work) {
        Connection connection = null;
        takePlace();
        try {
            connection = open();
            return work.with(connection);
        } catch (SQLException e) {
            if (isOutage(e)) {
                throw ServiceException.unavailable("vector store", e);
            }
            throw new IllegalStateException(e);
        } finally {
            if (connection != null) {
                idle.push(connection);
            }
            places.release();
        }
    }

    private void takePlace() {
        try {
            if (!places.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
                throw ServiceException.unavailable("vector store", new SQLException("all connections are in use"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ServiceException.unavailable("vector store", e);
        }
    }

    private Connection open() throws SQLException {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            if (connection.isValid(1)) {
                return connection;
            }
            connection.close();
        }
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", String.valueOf(SECONDS));
        return DriverManager.getConnection(url, properties);
    }

    /** Tell whether the server is gone, going, starting or full, by the class of the SQL state. */
    private static boolean isOutage(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57") || state.startsWith("53"));
    }
}
