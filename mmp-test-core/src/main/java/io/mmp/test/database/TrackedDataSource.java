package io.mmp.test.database;

import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connects to a database, and knows which connections are open and where they were opened. */
final class TrackedDataSource implements DataSource {

    private static final System.Logger LOG = System.getLogger(TrackedDataSource.class.getName());

    /** Opens connections. */
    interface Opener {
        Connection open() throws SQLException;
    }

    private record Opened(Connection connection, String place) {}

    private final Opener opener;
    private final List<Opened> opened = new ArrayList<>();
    private final String name;
    private @Nullable PrintWriter log;

    TrackedDataSource(String name, Opener opener) {
        this.name = name;
        this.opener = opener;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = opener.open();
        synchronized (opened) {
            forgetClosed();
            opened.add(new Opened(connection, caller()));
        }
        return connection;
    }

    /** Connect; the database of a test has one user. */
    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return getConnection();
    }

    /** Return where the connections were opened that are open. */
    List<String> open() throws SQLException {
        synchronized (opened) {
            forgetClosed();
            return opened.stream().map(Opened::place).toList();
        }
    }

    private void forgetClosed() throws SQLException {
        List<Opened> open = new ArrayList<>();
        for (Opened each : opened) {
            if (!each.connection().isClosed()) {
                open.add(each);
            }
        }
        opened.clear();
        opened.addAll(open);
    }

    /** Close all connections; those whose database is gone already have nothing to say any more. */
    void closeAll() {
        List<Opened> left;
        synchronized (opened) {
            left = List.copyOf(opened);
        }
        for (Opened each : left) {
            try {
                each.connection().close();
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "A connection to a database that is gone was closed", e);
            }
        }
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !isOurs(frame.getClassName()))
                        .findFirst()
                        .map(StackWalker.StackFrame::toString)
                        .orElse("an unknown place"));
    }

    private static boolean isOurs(String type) {
        return type.equals(TrackedDataSource.class.getName())
                || type.equals(RunningDatabase.class.getName())
                || type.equals(DatabaseExtension.class.getName());
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return log;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        log = out;
    }

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("The data source of a test has no logger.");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("The data source of a test is no " + type.getName() + ".");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    /** Return the name of the database. */
    @Override
    public String toString() {
        return name;
    }
}
