package io.mmp.test.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables from Parquet files.
 *
 * <p>Numbers, booleans, text and timestamps that are uncompressed or in Snappy or GZIP are read without another library. A file that has
 * more, such as lists, decimals, ZSTD or an encoding of deltas, is read by means of DuckDB, which also says what is wrong with one that is
 * damaged: {@code org.duckdb:duckdb_jdbc} must then be on the class path, 1.5.6 or later.
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
     * @throws TableException if DuckDB is needed and missing, the file cannot be read, or none of its columns has a value type
     */
    public static Table read(Path file) {
        return read(file, null, Set.of());
    }

    /**
     * Read these columns of a file whose timestamps all are in UTC.
     *
     * @throws TableException if DuckDB is needed and missing, the file cannot be read, or lacks one of the columns, or none has a value type
     */
    public static Table read(Path file, List<String> columns) {
        return read(file, null, new LinkedHashSet<>(columns)).select(columns);
    }

    /**
     * Read a file; timestamps without a time zone are in this one, which is UTC in Feast.
     *
     * @throws TableException if DuckDB is needed and missing, the file cannot be read, or none of its columns has a value type
     */
    public static Table readInZone(Path file, ZoneId zone) {
        return read(file, zone, Set.of());
    }

    /**
     * Read these columns of a file; timestamps without a time zone are in this one, which is UTC in Feast.
     *
     * @throws TableException if DuckDB is needed and missing, the file cannot be read, or lacks one of the columns, or none has a value type
     */
    public static Table readInZone(Path file, ZoneId zone, List<String> columns) {
        return read(file, zone, new LinkedHashSet<>(columns)).select(columns);
    }

    private static Table read(Path file, @Nullable ZoneId zone, Set<String> columns) {
        String reason = "it has no footer that can be read";
        if (!Files.exists(file)) {
            throw new TableException("Parquet file %s cannot be read (there is no such file).".formatted(file));
        }
        try {
            ParquetFooter footer = Files.isRegularFile(file) ? ParquetFooter.of(file) : null;
            if (footer != null) {
                return PlainParquet.read(file, footer, zone, columns);
            }
        } catch (PlainParquet.LeftException e) {
            reason = String.valueOf(e.getMessage());
        } catch (IOException e) {
            throw new TableException("Parquet file %s cannot be read (%s).".formatted(file, e.getMessage()), e);
        } catch (TableException e) {
            throw new TableException("Parquet file %s: %s".formatted(file, e.getMessage()), e);
        }
        DuckDbParquet.require(file, reason);
        return DuckDbParquet.read(file, zone, columns);
    }
}
