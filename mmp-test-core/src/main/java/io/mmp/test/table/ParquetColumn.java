package io.mmp.test.table;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * One column of a Parquet file that DuckDB gives in vectors, and how its cells are read.
 *
 * @param expression what DuckDB is asked for: it converts a vector at a time, where Java would convert a cell at a time
 */
record ParquetColumn(String name, ValueType type, String expression, Cells cells) {

    /** Takes the cells of a vector into a column. */
    interface Cells {
        void read(DuckDBReadableVector vector, ColumnBuilder column);
    }

    private static final Cells TEXTS = (vector, column) -> {
        for (int row = 0; row < vector.rowCount(); row++) {
            column.add(vector.getString(row));
        }
    };

    /** Return how a column is read from vectors, or null if DuckDB has no vectors for its type. */
    static @Nullable ParquetColumn of(JdbcColumn column, String sqlType, @Nullable ZoneId zone) {
        String name = quoted(column.name());
        return switch (column.type()) {
            case BOOL, INT32, INT64 -> new ParquetColumn(column, name + "::BIGINT", ParquetColumn::longs);
            case FLOAT, DOUBLE -> new ParquetColumn(column, name + "::DOUBLE", ParquetColumn::doubles);
            case STRING, JSON -> new ParquetColumn(column, name + "::VARCHAR", TEXTS);
            case UNIX_TIMESTAMP -> timestamps(column, sqlType, zone);
            default -> null;
        };
    }

    private ParquetColumn(JdbcColumn column, String expression, Cells cells) {
        this(column.name(), column.type(), expression, cells);
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static ParquetColumn timestamps(JdbcColumn column, String sqlType, @Nullable ZoneId zone) {
        boolean nanos = sqlType.equals("TIMESTAMP_NS");
        boolean local = sqlType.startsWith("TIMESTAMP") && !sqlType.endsWith("WITH TIME ZONE");
        String name = quoted(column.name());
        // DuckDB makes null of infinity.
        String expression = nanos
                ? "epoch_ns(" + name + ")"
                : "coalesce(epoch_us(%s), CASE WHEN %1$s IS NOT NULL THEN %s END)".formatted(name, Long.MAX_VALUE);
        ZoneId of = local && zone != null ? zone.normalized() : ZoneOffset.UTC;
        boolean isUtc = of.equals(ZoneOffset.UTC);
        return new ParquetColumn(column, expression, (vector, cells) -> {
            int rows = (int) vector.rowCount();
            for (int row = 0; row < rows; row++) {
                long value = vector.getLong(row, Long.MIN_VALUE);
                if (value == Long.MIN_VALUE && vector.isNull(row)) {
                    cells.addNull();
                } else {
                    long number = number(value, nanos);
                    cells.addLong(isUtc ? number : inUtc(number, of));
                }
            }
        });
    }

    private static long number(long value, boolean nanos) {
        if (value == Long.MAX_VALUE || value == -Long.MAX_VALUE) {
            throw SqlValues.infinite();
        }
        return nanos ? Timestamps.ofNanos(value) : Timestamps.ofMicros(value);
    }

    private static long inUtc(long number, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(Timestamps.instant(number), ZoneOffset.UTC);
        return Timestamps.number(LocalTimes.in(zone, local).toInstant());
    }

    void read(DuckDBReadableVector vector, ColumnBuilder column) {
        try {
            cells.read(vector, column);
        } catch (IllegalArgumentException e) {
            throw new TableException("Row %s: column '%s' %s.".formatted(column.size(), name, e.getMessage()), e);
        }
    }

    private static void longs(DuckDBReadableVector vector, ColumnBuilder column) {
        int rows = (int) vector.rowCount();
        for (int row = 0; row < rows; row++) {
            // Asked for nulls in each row, the vector would look twice: getLong asks as well.
            long cell = vector.getLong(row, Long.MIN_VALUE);
            if (cell == Long.MIN_VALUE && vector.isNull(row)) {
                column.addNull();
            } else {
                column.addLong(cell);
            }
        }
    }

    private static void doubles(DuckDBReadableVector vector, ColumnBuilder column) {
        int rows = (int) vector.rowCount();
        for (int row = 0; row < rows; row++) {
            double cell = vector.getDouble(row, Double.NaN);
            if (Double.isNaN(cell) && vector.isNull(row)) {
                column.addNull();
            } else {
                column.addDouble(cell);
            }
        }
    }
}
