package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Digests rows one after the other. */
final class DataRows {

    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final List<String> columns;
    private final List<Hash> hashes;
    private long[] rows = new long[1024];
    private int size;

    DataRows(List<String> columns) {
        if (columns.isEmpty() || new HashSet<>(columns).size() < columns.size()) {
            throw new TrainingException(
                    "The columns of training data must be one or more different names, but are %s.".formatted(columns));
        }
        this.columns = columns;
        this.hashes = columns.stream().map(column -> new Hash()).toList();
    }

    static DataDigest ofRecords(Iterable<? extends Record> records) {
        DataRows digest = null;
        RecordComponent[] components = {};
        Class<?> type = Record.class;
        for (Record next : records) {
            if (digest == null && next != null) {
                type = next.getClass();
                components = type.getRecordComponents();
                digest = new DataRows(
                        Arrays.stream(components).map(RecordComponent::getName).toList());
                Arrays.stream(components)
                        .forEach(component -> component.getAccessor().setAccessible(true));
            }
            if (digest == null || next == null || next.getClass() != type) {
                throw new TrainingException("Row %s is %s, and the first one a %s."
                        .formatted(digest == null ? 1 : digest.size + 1, next, type.getSimpleName()));
            }
            List<@Nullable Object> row = new ArrayList<>();
            for (RecordComponent component : components) {
                row.add(value(component, next));
            }
            digest.add(row);
        }
        if (digest == null) {
            throw new TrainingException("There are no records: without one their columns are not known.");
        }
        return digest.digest();
    }

    static DataDigest ofMatrix(int rows, IntFunction<List<?>> row) {
        if (rows == 0) {
            throw new TrainingException("There are no rows: without one the number of columns is not known.");
        }
        DataRows digest = new DataRows(IntStream.range(0, row.apply(0).size())
                .mapToObj(column -> "column " + column)
                .toList());
        IntStream.range(0, rows).forEach(i -> digest.add(row.apply(i)));
        return digest.digest();
    }

    private static @Nullable Object value(RecordComponent component, Record row) {
        try {
            return component.getAccessor().invoke(row);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new TrainingException("'%s' of a record cannot be read: %s".formatted(component.getName(), e), e);
        }
    }

    void add(List<?> row) {
        if (row.size() != columns.size()) {
            throw new TrainingException("Row %s has %s, and there are %s."
                    .formatted(size + 1, Words.count(row.size(), "value"), Words.count(columns.size(), "column")));
        }
        long hash = FNV_START;
        for (int i = 0; i < columns.size(); i++) {
            byte[] bytes;
            try {
                bytes = CanonicalValue.bytes(row.get(i));
            } catch (TrainingException e) {
                throw new TrainingException(
                        "Column '%s' of row %s has %s".formatted(columns.get(i), size + 1, e.getMessage()));
            }
            hashes.get(i)
                    .add(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array())
                    .add(bytes);
            hash = (hash ^ bytes.length) * FNV_PRIME;
            for (byte next : bytes) {
                hash = (hash ^ (next & 0xff)) * FNV_PRIME;
            }
        }
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size * 2);
        }
        rows[size++] = hash;
    }

    DataDigest digest() {
        return new DataDigest(columns, hashes.stream().map(Hash::hex).toList(), Arrays.copyOf(rows, size));
    }
}
