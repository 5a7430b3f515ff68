package io.mmp.test.database;

import io.mmp.test.database.IsolatedDatabase.End;
import io.mmp.test.fixture.Scope;
import io.mmp.test.text.Words;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The database of a test, and the connections to it. */
final class RunningDatabase implements TestDatabase, AutoCloseable {

    private static final Logger LOG = System.getLogger(RunningDatabase.class.getName());

    /** What a test's work is done in, and what ends it. */
    private interface Work extends AutoCloseable {
        Connection connect() throws SQLException;

        @Override
        void close();
    }

    private record Dropped(OwnDatabase database) implements Work {
        @Override
        public Connection connect() throws SQLException {
            return database.connect();
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private record RolledBack(TestTransaction transaction) implements Work {
        @Override
        public Connection connect() throws SQLException {
            return transaction.connect();
        }

        @Override
        public void close() {
            transaction.close();
        }
    }

    private final OwnDatabase database;
    private final Work work;
    private final TrackedDataSource dataSource;
    private final ExtensionContext context;

    private RunningDatabase(OwnDatabase database, Work work, ExtensionContext context) {
        this.database = database;
        this.work = work;
        this.context = context;
        this.dataSource = new TrackedDataSource(database.name(), work::connect);
    }

    static RunningDatabase start(DatabaseChoice choice, ExtensionContext context) {
        DatabaseSchema schema = DatabaseSchema.read(choice.schema(), context.getRequiredTestClass());
        if (choice.end() == End.DROP) {
            OwnDatabase database =
                    DatabaseServers.source(choice, schema, context).create();
            return new RunningDatabase(database, new Dropped(database), context);
        }
        if (choice.scope() == Scope.CLASS || context.getTestMethod().isEmpty()) {
            throw new ExtensionConfigurationException(
                    "end = ROLLBACK is for each test method: the tests of %s would share one transaction. Use scope METHOD or an instance field, or end = DROP."
                            .formatted(context.getRequiredTestClass().getName()));
        }
        TestTransaction transaction =
                DatabaseServers.pool(choice, schema, context).begin();
        return new RunningDatabase(transaction.database(), new RolledBack(transaction), context);
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public Connection connect() throws SQLException {
        return dataSource.getConnection();
    }

    @Override
    public String jdbcUrl() {
        requireCommitted();
        return database.jdbcUrl();
    }

    @Override
    public URI uri() {
        return requireServer().uri(database.name());
    }

    @Override
    public Map<String, String> environment() {
        return requireServer().environment(database.name(), System.getenv());
    }

    private PostgresAddress requireServer() {
        requireCommitted();
        PostgresAddress server = database.server();
        if (server == null) {
            throw new IllegalStateException(
                    "The database is in the memory of this JVM, where no other program reaches it. For one that does choose server = POSTGRES, or -Dmmp.database.server=POSTGRES.");
        }
        return server;
    }

    private void requireCommitted() {
        if (work instanceof RolledBack) {
            throw new IllegalStateException(
                    "The work of this test is in a transaction that only its data source sees. For an address choose end = DROP.");
        }
    }

    @Override
    public void close() {
        try {
            report(dataSource.open());
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "It is not known which connections to " + database.name() + " are open", e);
        } finally {
            // In this order: a connection whose statement still runs could not be closed.
            try {
                work.close();
            } finally {
                dataSource.closeAll();
            }
        }
    }

    private void report(List<String> open) {
        if (!open.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "{1} has left {0} to its database open, closed only now. Opened at: {2}",
                    Words.count(open.size(), "connection"),
                    context.getDisplayName(),
                    String.join(", ", open));
            context.publishReportEntry(OPEN_CONNECTIONS, String.valueOf(open.size()));
        }
    }
}
