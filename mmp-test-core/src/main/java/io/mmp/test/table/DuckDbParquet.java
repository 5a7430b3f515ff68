package io.mmp.test.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads Parquet files of all kinds, by means of DuckDB. */
final class DuckDbParquet {

    private DuckDbParquet() {}

    /** Check that DuckDB is there, without which a file cannot be read for this reason. */
    static void require(Path file, String reason) {
        try {
            Class.forName("org.duckdb.DuckDBChunkedResult");
        } catch (ClassNotFoundException e) {
            throw new TableException(
                    "Parquet file %s: %s, so that DuckDB must read it: add org.duckdb:duckdb_jdbc, 1.5.6 or later, to the test class path."
                            .formatted(file, reason),
                    e);
        }
    }

    /** Read these columns of a file, or all if there are none. */
    static Table read(Path file, @Nullable ZoneId zone, Set<String> columns) {
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

    private static DuckDBConnection open() throws SQLException {
        Properties properties = new Properties();
        // A million rows pass through in chunks and are not kept a second time outside the heap.
        properties.setProperty("jdbc_stream_results", "true");
        return DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
    }
}
