package io.mmp.test.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables through JDBC; tried with PostgreSQL and DuckDB.
 *
 * <p>Integers of up to 32 bits become {@link ValueType#INT32}, {@code numeric} becomes {@link ValueType#DECIMAL}, a date the
 * timestamp of its midnight in UTC, integers beyond 64 bits become {@link ValueType#DECIMAL}, enums and times text, an array a list of
 * its element's type, other SQL types the value type of their name. A column that has none is not read, nor one whose timestamps have
 * no time zone where none is given: the table says why, in {@link Table#unread()} and when it is asked for that column.
 *
 * @since 0.1.0
 */
public final class JdbcTables {

    private JdbcTables() {}

    /**
     * Read the result of a query whose timestamps all have a time zone.
     *
     * @throws TableException if the query fails, or none of its columns has a value type
     */
    public static Table read(Connection connection, String query) {
        return read(connection, query, null);
    }

    /**
     * Read the result of a query; timestamps without a time zone are in this one, which is UTC in Feast.
     *
     * @throws TableException if the query fails, or none of its columns has a value type
     */
    public static Table readInZone(Connection connection, String query, ZoneId zone) {
        return read(connection, query, zone);
    }

    private static Table read(Connection connection, String query, @Nullable ZoneId zone) {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            return JdbcRows.of(rows, zone).table();
        } catch (SQLException e) {
            throw new TableException("Query failed (%s): %s".formatted(e.getMessage(), query), e);
        }
    }

    static Map<String, Column> read(ResultSet rows, List<JdbcColumn> columns) throws SQLException {
        List<ColumnBuilder> cells =
                columns.stream().map(column -> new ColumnBuilder(column.type())).toList();
        return Memory.orRefuse(
                () -> "%s rows were read of %s columns".formatted(cells.get(0).size(), cells.size()),
                () -> read(rows, columns, cells));
    }

    private static Map<String, Column> read(ResultSet rows, List<JdbcColumn> columns, List<ColumnBuilder> cells)
            throws SQLException {
        while (rows.next()) {
            for (int i = 0; i < cells.size(); i++) {
                columns.get(i).read(rows, i + 1, cells.get(i));
            }
        }
        Map<String, Column> built = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (built.put(columns.get(i).name(), cells.get(i).build()) != null) {
                throw new TableException(
                        "There are two columns '%s'.".formatted(columns.get(i).name()));
            }
        }
        return built;
    }
}
