package io.mmp.test.feast.table;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads tables from Parquet files, by means of DuckDB: {@code org.duckdb:duckdb_jdbc} must be on the class path. */
public final class ParquetTables {

    private ParquetTables() {}

    /**
     * Read a file whose timestamps all are in UTC.
     *
     * @throws TableException if DuckDB is missing, the file cannot be read, or a column is of a type for which there is no value type
     */
    public static Table read(Path file) {
        return read(file, null);
    }

    /**
     * Read a file; timestamps without a time zone are in this one, which is UTC in Feast.
     *
     * @throws TableException if DuckDB is missing, the file cannot be read, or a column is of a type for which there is no value type
     */
    public static Table readInZone(Path file, ZoneId zone) {
        return read(file, zone);
    }

    private static Table read(Path file, @Nullable ZoneId zone) {
        String from = " FROM read_parquet('" + file.toString().replace("'", "''") + "')";
        try (Connection duckdb = open();
                Statement statement = duckdb.createStatement()) {
            List<JdbcColumn> columns = new ArrayList<>();
            String select;
            try (ResultSet rows = statement.executeQuery("SELECT *" + from + " LIMIT 0")) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(columnOf(rows, i, zone));
                }
                select = expressions(rows, columns);
            }
            try (ResultSet rows = statement.executeQuery("SELECT " + select + from)) {
                return JdbcTables.read(rows, columns);
            }
        } catch (SQLException e) {
            throw new TableException("Parquet file %s cannot be read (%s).".formatted(file, e.getMessage()), e);
        }
    }

    private static Connection open() throws SQLException {
        try {
            Class.forName("org.duckdb.DuckDBDriver");
        } catch (ClassNotFoundException e) {
            throw new TableException(
                    "Parquet is read by means of DuckDB: add org.duckdb:duckdb_jdbc to the test class path.", e);
        }
        Properties properties = new Properties();
        // A million rows pass through in chunks and are not kept a second time outside the heap.
        properties.setProperty("jdbc_stream_results", "true");
        return DriverManager.getConnection("jdbc:duckdb:", properties);
    }

    /** Take timestamps as numbers: an object a cell would cost four times as much as all else. */
    private static String expressions(ResultSet rows, List<JdbcColumn> columns) throws SQLException {
        List<String> expressions = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
            String name = '"' + columns.get(i - 1).name().replace("\"", "\"\"") + '"';
            String sqlType = rows.getMetaData().getColumnTypeName(i);
            expressions.add(
                    sqlType.equals("TIMESTAMP_NS")
                            ? "epoch_ns(" + name + ")"
                            : sqlType.startsWith("TIMESTAMP") ? "epoch_us(" + name + ")" : name);
        }
        return expressions.stream().collect(joining(", "));
    }

    private static JdbcColumn columnOf(ResultSet rows, int index, @Nullable ZoneId zone) throws SQLException {
        String sqlType = rows.getMetaData().getColumnTypeName(index);
        JdbcColumn column = JdbcColumn.of(rows.getMetaData(), index, zone);
        if (!sqlType.startsWith("TIMESTAMP")) {
            return column;
        }
        // Named and typed as in any query, but read as the numbers that expressions() asks for.
        boolean nanos = sqlType.equals("TIMESTAMP_NS");
        boolean local = !sqlType.endsWith("WITH TIME ZONE");
        ZoneId offset = local && zone != null ? zone : ZoneOffset.UTC;
        return new JdbcColumn(column.name(), column.type(), (cells, i, to) -> {
            long value = cells.getLong(i);
            if (cells.wasNull()) {
                to.addNull();
            } else {
                to.addLong(inUtc(nanos ? wholeMicros(value) : value, offset));
            }
        });
    }

    private static long wholeMicros(long nanos) {
        if (nanos % 1000 != 0) {
            throw new IllegalArgumentException(
                    "has a timestamp of %s ns since 1970, finer than a microsecond; truncate it first"
                            .formatted(nanos));
        }
        return nanos / 1000;
    }

    private static long inUtc(long micros, ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)) {
            return micros;
        }
        LocalDateTime local = LocalDateTime.ofInstant(Timestamps.instant(micros), ZoneOffset.UTC);
        return Timestamps.micros(local.atZone(zone).toInstant());
    }
}
