package io.mmp.test.feast.history;

import io.mmp.test.engine.Dialect;
import io.mmp.test.engine.Engine;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An engine to which tables are written, to be compared with the local oracle.
 *
 * @param url the address of its JDBC driver
 * @param texts its name of the type of text
 * @param doubles its name of the type of floating-point numbers of 64 bits
 * @param instants its name of the type of timestamps
 * @param quote what is before and behind the name of a column
 * @param dialect in which it is asked
 */
public record EngineUnderTest(
        String url, String texts, String doubles, String instants, String quote, Dialect dialect) {

    /**
     * A database in memory, which lasts as long as somebody is connected to it. In a file zeros can change their signs: DuckDB 1.5 stores
     * those of one block as one.
     */
    public static EngineUnderTest duckdb(String name) {
        return new EngineUnderTest(
                "jdbc:duckdb::memory:" + name, "VARCHAR", "DOUBLE", "TIMESTAMP WITH TIME ZONE", "\"", Dialect.DUCKDB);
    }

    public static EngineUnderTest postgres(String url) {
        return new EngineUnderTest(
                url, "text", "double precision", "timestamp with time zone", "\"", Dialect.POSTGRESQL);
    }

    public static EngineUnderTest spark(String url) {
        return new EngineUnderTest(url, "STRING", "DOUBLE", "TIMESTAMP", "`", Dialect.SPARK);
    }

    /** Spark, asked as Databricks is. */
    public static EngineUnderTest databricks(String url) {
        return new EngineUnderTest(url, "STRING", "DOUBLE", "TIMESTAMP", "`", Dialect.DATABRICKS);
    }

    public static EngineUnderTest trino(String url) {
        return new EngineUnderTest(url, "VARCHAR", "DOUBLE", "TIMESTAMP(6) WITH TIME ZONE", "\"", Dialect.TRINO);
    }

    private boolean isSpark() {
        return quote.equals("`");
    }

    private String integers() {
        return isSpark() ? "ARRAY<BIGINT>" : url.startsWith("jdbc:trino") ? "ARRAY(BIGINT)" : "BIGINT[]";
    }

    public Engine engine() {
        return Engine.at(url).withDialect(dialect);
    }

    public void execute(Collection<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Write tables under these names. */
    public void write(Map<String, Table> tables) throws SQLException {
        List<String> statements = new ArrayList<>();
        tables.forEach((name, table) -> statements.addAll(statements(name, table)));
        execute(statements);
    }

    private List<String> statements(String name, Table table) {
        List<String> names = new ArrayList<>(table.columnNames());
        List<String> statements = new ArrayList<>();
        statements.add(names.stream()
                .map(column ->
                        quote + column + quote + " " + type(table.column(column).type()))
                .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ")")));
        for (int from = 0; from < table.rowCount(); from += 500) {
            List<String> rows = new ArrayList<>();
            for (int row = from; row < Math.min(table.rowCount(), from + 500); row++) {
                List<String> cells = new ArrayList<>();
                for (String column : names) {
                    cells.add(literal(table.column(column), row));
                }
                rows.add("(" + String.join(", ", cells) + ")");
            }
            statements.add("INSERT INTO " + name + " VALUES " + String.join(", ", rows));
        }
        return statements;
    }

    private String type(ValueType type) {
        return switch (type) {
            case INT32 -> "INTEGER";
            case INT64 -> "BIGINT";
            case FLOAT -> isSpark() ? "FLOAT" : "REAL";
            case DOUBLE -> doubles;
            case BOOL -> "BOOLEAN";
            case STRING -> texts;
            case UNIX_TIMESTAMP -> instants;
            case INT64_LIST -> integers();
            default -> throw new IllegalArgumentException("no cells of " + type + " are generated");
        };
    }

    private String literal(Column column, int row) {
        Object cell = column.get(row);
        if (cell == null) {
            return "NULL";
        }
        return switch (column.type()) {
            case FLOAT, DOUBLE, UNIX_TIMESTAMP -> "CAST('%s' AS %s)".formatted(text(cell), type(column.type()));
            case STRING -> "'" + cell.toString().replace("'", "''") + "'";
            case INT64_LIST ->
                "CAST(ARRAY%s AS %s)"
                        .formatted(
                                isSpark() ? cell.toString().replace('[', '(').replace(']', ')') : cell,
                                type(column.type()));
            default -> cell.toString();
        };
    }

    private static String text(@Nullable Object cell) {
        return cell instanceof Instant instant
                ? instant.toString().replace("T", " ").replace("Z", "+00:00")
                : String.valueOf(cell);
    }
}
