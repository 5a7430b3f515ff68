package io.mmp.test.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables from Parquet files, by means of DuckDB: {@code org.duckdb:duckdb_jdbc} must be on the class path, 1.5.6 or later.
 *
 * <p>A column that has no value type is not read, nor one whose timestamps have no time zone where none is given: the table says why, in
 * {@link Table#unread()} and when it is asked for that column. Timestamps in nanoseconds, as pandas writes them, are kept. The path
 * is that of one file, whatever characters are in it, and directories named {@code key=value} add no columns.
 *
 * @since 0.1.0
 */
public final class ParquetTables {

    private ParquetTables() {}

    /**
     * Read a file whose timestamps all are in UTC.
     *
     * @throws TableException if DuckDB is missing, the file cannot be read, or none of its columns has a value type
     */
    public static Table read(Path file) {
        return read(file, null, Set.of());
    }

    /**
     * Read these columns of a file whose timestamps all are in UTC.
     *
     * @throws TableException if DuckDB is missing, the file cannot be read, or lacks one of the columns, or none has a value type
     */
    public static Table read(Path file, List<String> columns) {
        return read(file, null, new LinkedHashSet<>(columns)).select(columns);
    }

    /**
     * Read a file; timestamps without a time zone are in this one, which is UTC in Feast.
     *
     * @throws TableException if DuckDB is missing, the file cannot be read, or none of its columns has a value type
     */
    public static Table readInZone(Path file, ZoneId zone) {
        return read(file, zone, Set.of());
    }

    /**
     * Read these columns of a file; timestamps without a time zone are in this one, which is UTC in Feast.
     *
     * @throws TableException if DuckDB is missing, the file cannot be read, or lacks one of the columns, or none has a value type
     */
    public static Table readInZone(Path file, ZoneId zone, List<String> columns) {
        return read(file, zone, new LinkedHashSet<>(columns)).select(columns);
    }

    private static Table read(Path file, @Nullable ZoneId zone, Set<String> columns) {
        requireDuckDb();
        try (DuckDBConnection duckdb = open()) {
            ParquetFooter footer = Files.isRegularFile(file) ? ParquetFooter.of(file) : null;
            Map<String, ParquetFooter.Stored> cut = footer == null ? Map.of() : footer.cut();
            boolean isCut =
                    columns.isEmpty() ? !cut.isEmpty() : cut.keySet().stream().anyMatch(columns::contains);
            return footer != null && isCut
                    ? readCopy(duckdb, file, footer, zone, columns)
                    : new ParquetFile(duckdb, file, Map.of(), zone, columns).read();
        } catch (SQLException | IOException e) {
            throw new TableException("Parquet file %s cannot be read (%s).".formatted(file, e.getMessage()), e);
        } catch (TableException e) {
            throw new TableException("Parquet file %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Table readCopy(
            DuckDBConnection duckdb, Path file, ParquetFooter footer, @Nullable ZoneId zone, Set<String> columns)
            throws SQLException, IOException {
        Path copy = Files.createTempFile("mmp-test-", ".parquet");
        try {
            footer.writeCopy(file, copy);
            return new ParquetFile(duckdb, copy, footer.cut(), zone, columns).read();
        } finally {
            Files.deleteIfExists(copy);
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
