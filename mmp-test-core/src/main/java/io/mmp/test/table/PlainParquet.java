package io.mmp.test.table;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads Parquet files as most are: numbers, texts and timestamps, uncompressed or in Snappy or GZIP.
 *
 * <p>It spares the start of DuckDB, which unpacks a library of 60 MB in each JVM. What it does not read, and what is odd or damaged, is left
 * to DuckDB whole.
 */
final class PlainParquet {

    private final Path file;
    private final int rowCount;
    private final List<ParquetLeaf> columns;
    private final List<ParquetLeaf.Form> forms;

    private PlainParquet(Path file, int rowCount, List<ParquetLeaf> columns, List<ParquetLeaf.Form> forms) {
        this.file = file;
        this.rowCount = rowCount;
        this.columns = columns;
        this.forms = forms;
    }

    /** Says why a file is left to DuckDB. */
    static final class LeftException extends Exception {

        private static final long serialVersionUID = 1L;

        LeftException(String reason) {
            super(reason);
        }
    }

    /**
     * Read a file.
     *
     * @param chosen the columns to read, or none to read all
     * @throws LeftException if it is not plain
     * @throws TableException if the heap is too small for it
     */
    static Table read(Path file, ParquetFooter footer, @Nullable ZoneId zone, Set<String> chosen) throws LeftException {
        try {
            return of(file, ParquetLayout.of(footer.reader()), zone, chosen).read();
        } catch (TableException e) {
            throw e;
        } catch (UnreadableException e) {
            throw new LeftException(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            throw new LeftException("it cannot be read (%s)".formatted(e.getMessage()));
        }
    }

    private static PlainParquet of(Path file, ParquetLayout layout, @Nullable ZoneId zone, Set<String> chosen)
            throws LeftException {
        Set<String> names = new HashSet<>();
        List<ParquetLeaf> columns = new ArrayList<>();
        List<ParquetLeaf.Form> forms = new ArrayList<>();
        for (ParquetLeaf column : layout.columns()) {
            // DuckDB gives other names to columns that differ in nothing but upper and lower case.
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw new LeftException("it has two columns '%s'".formatted(column.name()));
            }
            if (chosen.isEmpty() || chosen.contains(column.name())) {
                columns.add(column);
                forms.add(form(column, zone));
            }
        }
        if (columns.isEmpty() || (!chosen.isEmpty() && columns.size() < chosen.size())) {
            throw new LeftException("it lacks one of the columns %s".formatted(chosen));
        }
        return new PlainParquet(file, Math.toIntExact(layout.rowCount()), columns, forms);
    }

    private static ParquetLeaf.Form form(ParquetLeaf column, @Nullable ZoneId zone) throws LeftException {
        ParquetLeaf.Form form = column.form(zone);
        if (form == null) {
            throw new LeftException(
                    "column '%s' is no plain number, boolean, text or timestamp in UTC".formatted(column.name()));
        }
        for (ParquetChunk chunk : column.chunks()) {
            String obstacle = chunk.obstacle();
            if (obstacle != null) {
                throw new LeftException("column '%s' %s".formatted(column.name(), obstacle));
            }
        }
        return form;
    }

    private Table read() throws IOException {
        Memory.require(leastBytes(), this::describe);
        return Memory.orRefuse(this::describe, this::readColumns);
    }

    private String describe() {
        return "it has %s rows of %s columns".formatted(rowCount, columns.size());
    }

    private long leastBytes() {
        long texts =
                forms.stream().filter(form -> form == ParquetLeaf.Form.TEXT).count();
        return rowCount * (8 * (columns.size() - texts) + 4 * texts);
    }

    private Table readColumns() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            List<Column> read = IntStream.range(0, columns.size())
                    .parallel()
                    .mapToObj(column -> read(channel, column))
                    .toList();
            Map<String, Column> named = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                named.put(columns.get(i).name(), read.get(i));
            }
            return Table.of(named);
        }
    }

    private Column read(FileChannel channel, int column) {
        try {
            return new ParquetCells(columns.get(column), forms.get(column), rowCount).read(channel);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableException("column '%s' cannot be read (%s)"
                    .formatted(columns.get(column).name(), e.getMessage()));
        }
    }

    /** Carries the reason out of a thread that reads a column. */
    private static final class UnreadableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnreadableException(String reason) {
            super(reason);
        }
    }
}
