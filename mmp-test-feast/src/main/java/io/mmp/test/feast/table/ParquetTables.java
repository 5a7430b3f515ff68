package io.mmp.test.feast.table;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads tables from Parquet files, by means of DuckDB: {@code org.duckdb:duckdb_jdbc} must be on the class path, 1.5.6 or later. */
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
        requireDuckDb();
        try (DuckDBConnection duckdb = open()) {
            return new ParquetFile(duckdb, file, zone).read();
        } catch (SQLException e) {
            throw new TableException("Parquet file %s cannot be read (%s).".formatted(file, e.getMessage()), e);
        }
    }

    private static void requireDuckDb() {
        try {
            Class.forName("org.duckdb.DuckDBChunkedResult");
        } catch (ClassNotFoundException e) {
            throw new TableException(
                    "Parquet is read by means of DuckDB: add org.duckdb:duckdb_jdbc, 1.5.6 or later, to the test class path.",
                    e);
        }
    }

    private static DuckDBConnection open() throws SQLException {
        Properties properties = new Properties();
        // A million rows pass through in chunks and are not kept a second time outside the heap.
        properties.setProperty("jdbc_stream_results", "true");
        return DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
    }
}
