package io.mmp.test.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings what JDBC drivers return, however it is nested, into the form of cells.
 *
 * @param zone where timestamps are that have no time zone, of which there is none where it is not known
 */
record SqlValues(@Nullable ZoneId zone) {

    /** Databases' infinity comes as a year beyond all others. */
    private static final int INFINITE_YEAR = 290_000;

    @Nullable
    Object cell(@Nullable Object value) throws SQLException {
        if (value instanceof Array array) {
            return list(array);
        }
        if (value instanceof Object[] elements) {
            return list(elements);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Struct struct) {
            return struct(struct);
        }
        if (value instanceof Blob blob) {
            return ByteBuffer.wrap(blob.getBytes(1, Math.toIntExact(blob.length())));
        }
        if (value instanceof Clob clob) {
            return clob.getSubString(1, Math.toIntExact(clob.length()));
        }
        return value == null ? null : plain(value);
    }

    private Object plain(Object value) {
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Timestamp timestamp) {
            return instant(unmoved(timestamp));
        }
        if (value instanceof java.sql.Date date) {
            return instant(date.toLocalDate());
        }
        if (value instanceof TemporalAccessor temporal) {
            return temporal.isSupported(ChronoField.EPOCH_DAY) ? instant(temporal) : time(temporal);
        }
        boolean isKnown = value instanceof Number || value instanceof Boolean || value instanceof java.util.UUID;
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }
        return isKnown ? value : value.toString();
    }

    static IllegalArgumentException infinite() {
        return new IllegalArgumentException(
                "has an infinite timestamp: leave the row out, or put null or a far year in its place");
    }

    private static String time(TemporalAccessor time) {
        return DateTimeFormatter.ISO_TIME.format(time);
    }

    /** Return the instant of a timestamp, or of the midnight in UTC with which a day begins. */
    Instant instant(TemporalAccessor temporal) {
        if (Math.abs(temporal.get(ChronoField.YEAR)) >= INFINITE_YEAR) {
            throw infinite();
        }
        if (temporal instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        if (temporal instanceof LocalDate date) {
            return date.atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        if (zone == null) {
            throw new IllegalArgumentException("has timestamps without a time zone: say which one is meant");
        }
        return LocalTimes.in(zone, LocalDateTime.from(temporal)).toInstant();
    }

    /** Return the date and time of a timestamp, unless the clocks of this JVM may have moved it on its way. */
    private static LocalDateTime unmoved(Timestamp timestamp) {
        LocalDateTime local = timestamp.toLocalDateTime();
        ZoneOffsetTransition change = ZoneId.systemDefault()
                .getRules()
                .previousTransition(timestamp.toInstant().plusNanos(1));
        if (change != null
                && change.isGap()
                && local.isBefore(change.getDateTimeAfter().plus(change.getDuration()))) {
            throw new IllegalArgumentException(
                    "has %s in a list or struct, which its driver may have moved because the clocks in %s were: run with -Duser.timezone=UTC"
                            .formatted(local, ZoneId.systemDefault()));
        }
        return local;
    }

    private List<@Nullable Object> list(Array array) throws SQLException {
        List<@Nullable Object> cells = new ArrayList<>();
        if (array.getClass().getName().startsWith("org.duckdb.")) {
            return list((Object[]) array.getArray());
        }
        // As an array, timestamps would be in the time zone of this JVM.
        boolean isNested = array.getArray() instanceof Object[][];
        String type = array.getBaseTypeName();
        try (ResultSet elements = array.getResultSet()) {
            while (elements.next()) {
                cells.add(isNested ? cell(elements.getArray(2)) : cell(element(elements, type)));
            }
        }
        return cells;
    }

    private static @Nullable Object element(ResultSet elements, String type) throws SQLException {
        return switch (type) {
            case "timestamp" -> elements.getObject(2, LocalDateTime.class);
            case "timestamptz" -> elements.getObject(2, OffsetDateTime.class);
            case "date" -> elements.getObject(2, LocalDate.class);
            case "time", "timetz" -> elements.getString(2);
            case "int2" -> elements.getObject(2, Integer.class);
            default -> elements.getObject(2);
        };
    }

    private List<@Nullable Object> list(Object[] elements) throws SQLException {
        List<@Nullable Object> cells = new ArrayList<>();
        for (Object element : elements) {
            cells.add(cell(element));
        }
        return cells;
    }

    private Map<@Nullable Object, @Nullable Object> map(Map<?, ?> map) throws SQLException {
        Map<@Nullable Object, @Nullable Object> cells = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            cells.put(cell(entry.getKey()), cell(entry.getValue()));
        }
        return cells;
    }

    /** Read a struct of DuckDB, the only one that names its fields. */
    private Map<@Nullable Object, @Nullable Object> struct(Struct struct) throws SQLException {
        try {
            return map((Map<?, ?>) struct.getClass().getMethod("getMap").invoke(struct));
        } catch (ReflectiveOperationException e) {
            throw new SQLException("its fields have no names", e);
        }
    }
}
