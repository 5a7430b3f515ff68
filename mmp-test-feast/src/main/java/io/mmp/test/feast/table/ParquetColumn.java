package io.mmp.test.feast.table;

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
        String expression = (nanos ? "epoch_ns(" : "epoch_us(") + quoted(column.name()) + ")";
        ZoneId of = local && zone != null ? zone.normalized() : ZoneOffset.UTC;
        if (!nanos && of.equals(ZoneOffset.UTC)) {
            return new ParquetColumn(column, expression, ParquetColumn::longs);
        }
        return new ParquetColumn(column, expression, (vector, cells) -> {
            for (int row = 0; row < vector.rowCount(); row++) {
                if (vector.isNull(row)) {
                    cells.addNull();
                } else {
                    long value = vector.getLong(row);
                    cells.addLong(inUtc(nanos ? wholeMicros(value) : value, of));
                }
            }
        });
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

    private static long wholeMicros(long nanos) {
        if (nanos % 1000 != 0) {
            throw new IllegalArgumentException(
                    "has a timestamp of %s ns since 1970, finer than a microsecond; truncate it first"
                            .formatted(nanos));
        }
        return nanos / 1000;
    }

    private static long inUtc(long micros, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(Timestamps.instant(micros), ZoneOffset.UTC);
        return Timestamps.micros(local.atZone(zone).toInstant());
    }
}
