package io.mmp.test.table;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element of a Parquet file's schema: a column, or a group of them, which is never read here. */
final class ParquetLeaf {

    private static final int NONE = -1;

    private final List<ParquetChunk> chunks = new ArrayList<>();
    private String name = "";
    private int physical = NONE;
    private int repetition;
    private int children;
    private int converted = NONE;
    private int logical = NONE;
    private int unit;
    private boolean isUtc;

    /** What the cells are in the file. */
    enum Form {
        BOOLEAN(ValueType.BOOL),
        INT(ValueType.INT32),
        LONG(ValueType.INT64),
        FLOAT(ValueType.FLOAT),
        DOUBLE(ValueType.DOUBLE),
        TEXT(ValueType.STRING),
        MILLIS(ValueType.UNIX_TIMESTAMP),
        MICROS(ValueType.UNIX_TIMESTAMP),
        NANOS(ValueType.UNIX_TIMESTAMP);

        final ValueType type;

        Form(ValueType type) {
            this.type = type;
        }
    }

    /** Take a field of {@code SchemaElement}. */
    boolean take(ThriftReader footer, int field) {
        switch (field) {
            case 1 -> physical = (int) footer.integer();
            case 3 -> repetition = (int) footer.integer();
            case 4 -> name = footer.text();
            case 5 -> children = (int) footer.integer();
            case 6 -> converted = (int) footer.integer();
            case 10 ->
                footer.struct(kind -> {
                    logical = kind;
                    return kind == 8 && takeTimestamp(footer);
                });
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean takeTimestamp(ThriftReader footer) {
        footer.struct(field -> {
            if (field == 1) {
                isUtc = footer.isTrue();
            } else if (field == 2) {
                footer.struct(kind -> {
                    unit = kind;
                    return false;
                });
            }
            return field == 1 || field == 2;
        });
        return true;
    }

    String name() {
        return name;
    }

    int children() {
        return children;
    }

    boolean isLeaf() {
        return physical != NONE;
    }

    /** Return the parts of the column, one for each group of rows. */
    List<ParquetChunk> chunks() {
        return chunks;
    }

    boolean isOptional() {
        return repetition == 1;
    }

    /** Return the form of the cells, or null if they are none of those that are read without DuckDB. */
    @Nullable
    Form form(@Nullable ZoneId zone) {
        boolean isPlain = converted == NONE && logical == NONE;
        if (repetition > 1 || children > 0) {
            return null;
        }
        return switch (physical) {
            case 0 -> isPlain ? Form.BOOLEAN : null;
            case 1 -> isPlain || converted == 17 ? Form.INT : null;
            case 2 -> logical == 8 ? timestamp(zone) : isPlain || converted == 18 ? Form.LONG : null;
            case 4 -> isPlain ? Form.FLOAT : null;
            case 5 -> isPlain ? Form.DOUBLE : null;
            case 6 -> logical == 1 || (logical == NONE && converted == 0) ? Form.TEXT : null;
            default -> null;
        };
    }

    private @Nullable Form timestamp(@Nullable ZoneId zone) {
        if (!isUtc && (zone == null || !zone.normalized().equals(ZoneOffset.UTC))) {
            return null;
        }
        return switch (unit) {
            case 1 -> Form.MILLIS;
            case 2 -> Form.MICROS;
            case 3 -> Form.NANOS;
            default -> null;
        };
    }
}
