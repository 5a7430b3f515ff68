package io.mmp.test.table;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;

/** Reads a table in a JVM of its own, whose heap may be too small, and prints how many rows it has, or why it has none. */
final class SmallHeapMain {

    private SmallHeapMain() {}

    /**
     * Read a table.
     *
     * @param args {@code csv}, {@code parquet} or {@code jdbc}, and a file or a query
     */
    public static void main(String[] args) throws Exception {
        try {
            System.out.println(read(args[0], args[1]).rowCount() + " rows");
        } catch (TableException e) {
            System.out.println(e.getMessage());
        }
    }

    private static Table read(String kind, String source) throws Exception {
        if (kind.equals("csv")) {
            return CsvTables.read(Path.of(source), Map.of("id", ValueType.INT64));
        }
        if (kind.equals("parquet")) {
            return ParquetTables.read(Path.of(source));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return JdbcTables.read(connection, source);
        }
    }
}
