package io.mmp.test.table;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Collects the cells of one column. */
final class ColumnBuilder {

    private final ValueType type;
    private final BitSet nulls = new BitSet();
    private final int capacity;
    private long[] longs = {};
    private @Nullable Object[] objects = {};
    private int size;

    ColumnBuilder(ValueType type) {
        this(type, 16);
    }

    /** Collect about this many cells. */
    ColumnBuilder(ValueType type, int capacity) {
        this.type = type;
        this.capacity = capacity;
    }

    ValueType type() {
        return type;
    }

    int size() {
        return size;
    }

    /** Append a value; one that is not of the column's type is refused with an {@link IllegalArgumentException}. */
    void add(@Nullable Object value) {
        if (value == null) {
            addNull();
            return;
        }
        Object cell = Cells.canonical(type, value);
        switch (type) {
            case BOOL -> addLong((Boolean) cell ? 1 : 0);
            case UNIX_TIMESTAMP -> addLong(Timestamps.number((Instant) cell));
            case INT32, INT64 -> addLong(((Number) cell).longValue());
            case FLOAT, DOUBLE -> addDouble(((Number) cell).doubleValue());
            default -> addObject(cell);
        }
    }

    void addNull() {
        nulls.set(size);
        switch (type) {
            case BOOL, UNIX_TIMESTAMP, INT32, INT64, FLOAT, DOUBLE -> addLong(0);
            default -> addObject(null);
        }
    }

    void addLong(long cell) {
        if (size == longs.length) {
            longs = Arrays.copyOf(longs, grown());
        }
        longs[size++] = cell;
    }

    void addDouble(double cell) {
        addLong(LongColumn.bits(cell));
    }

    private void addObject(@Nullable Object cell) {
        if (size == objects.length) {
            objects = Arrays.copyOf(objects, grown());
        }
        objects[size++] = cell;
    }

    private int grown() {
        return Math.max(capacity, size + (size >> 1));
    }

    Column build() {
        return switch (type) {
            case BOOL, UNIX_TIMESTAMP, INT32, INT64, FLOAT, DOUBLE ->
                new LongColumn(type, size == longs.length ? longs : Arrays.copyOf(longs, size), nulls);
            default -> new ObjectColumn(type, Arrays.copyOf(objects, size));
        };
    }
}
