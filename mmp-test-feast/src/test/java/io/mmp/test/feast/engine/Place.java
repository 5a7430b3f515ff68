package io.mmp.test.feast.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.engine.Engine;
import io.mmp.test.feast.history.EngineUnderTest;
import io.mmp.test.server.ManagedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An engine that holds generated tables, with the connection that writes them, and its own names of the types of standard SQL. */
final class Place implements AutoCloseable {

    private final EngineUnderTest target;
    private final Connection connection;
    private final @Nullable ManagedServer server;

    private Place(EngineUnderTest target, @Nullable ManagedServer server) throws SQLException {
        this.target = target;
        this.connection = DriverManager.getConnection(target.url());
        this.server = server;
    }

    /** Write tables to an engine that runs. */
    static Place of(EngineUnderTest target) throws SQLException {
        return new Place(target, null);
    }

    /** Write tables to a DuckDB of this JVM. */
    static Place duckdb() throws SQLException {
        return of(EngineUnderTest.duckdb("place" + UUID.randomUUID()));
    }

    /** Write tables to a PostgreSQL of its own, or abort the test with the reason. */
    static Place postgresql() throws SQLException {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        ManagedServer server = ManagedServer.start(PostgresServer.spec());
        try {
            return new Place(EngineUnderTest.postgres(PostgresServer.jdbcUrl(server, "postgres")), server);
        } catch (SQLException e) {
            server.close();
            throw e;
        }
    }

    /** Return the engine, whose timestamps without a zone are in UTC. */
    Engine engine() {
        return target.engine().withZone(ZoneOffset.UTC);
    }

    Connection connection() {
        return connection;
    }

    /**
     * Make a table anew, and put literals into it.
     *
     * @param columns with their types in standard SQL, such as {@code d DOUBLE PRECISION}
     */
    void create(String table, List<String> columns, List<List<String>> rows) throws SQLException {
        execute("DROP TABLE IF EXISTS " + table);
        execute(columns.stream()
                .map(column -> name(column) + " " + type(column))
                .collect(Collectors.joining(", ", "CREATE TABLE " + table + " (", ")")));
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add("CAST(%s AS %s)".formatted(row.get(i), type(columns.get(i))));
            }
            lines.add("(" + String.join(", ", cells) + ")");
        }
        if (!lines.isEmpty()) {
            execute("INSERT INTO %s VALUES %s".formatted(table, String.join(", ", lines)));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String name(String column) {
        return column.substring(0, column.indexOf(' '));
    }

    /** Return the engine's own name of a type; those that are not here have one name in all. */
    private String type(String column) {
        String type = column.substring(column.indexOf(' ') + 1);
        return switch (type) {
            case "DOUBLE PRECISION" -> target.doubles();
            case "VARCHAR" -> target.texts();
            case "TIMESTAMP WITH TIME ZONE" -> target.instants();
            default -> type;
        };
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }
}
