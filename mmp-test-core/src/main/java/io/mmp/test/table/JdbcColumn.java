package io.mmp.test.table;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One column of a query's result, and how its cells are read. */
record JdbcColumn(String name, ValueType type, Cell cell) {

    /** Takes the cell at an index of the current row into a column. */
    interface Cell {
        void read(ResultSet rows, int index, ColumnBuilder cells) throws SQLException;
    }

    private static final Set<ValueType> INTEGERS = Set.of(ValueType.INT32_LIST, ValueType.INT64_LIST);

    private static final Cell DOUBLE = (rows, index, cells) -> {
        double value = rows.getDouble(index);
        if (rows.wasNull()) {
            cells.addNull();
        } else {
            cells.addDouble(value);
        }
    };
    private static final Cell FLOAT = (rows, index, cells) -> {
        float value = rows.getFloat(index);
        if (rows.wasNull()) {
            cells.addNull();
        } else {
            cells.addDouble(value);
        }
    };
    private static final Cell LONG = (rows, index, cells) -> {
        long value = rows.getLong(index);
        if (rows.wasNull()) {
            cells.addNull();
        } else if (cells.type() == ValueType.INT64) {
            cells.addLong(value);
        } else {
            cells.add(value);
        }
    };
    private static final Cell TEXT = (rows, index, cells) -> cells.add(rows.getString(index));

    void read(ResultSet rows, int index, ColumnBuilder cells) throws SQLException {
        read(rows, index, cells, cells.size());
    }

    void read(ResultSet rows, int index, ColumnBuilder cells, long row) throws SQLException {
        try {
            cell.read(rows, index, cells);
        } catch (IllegalArgumentException e) {
            throw new TableException("Row %s: column '%s' %s.".formatted(row, name, e.getMessage()), e);
        } catch (SQLException e) {
            throw new SQLException("row %s: column '%s' cannot be read: %s".formatted(row, name, e.getMessage()), e);
        }
    }

    /** Return how a column is read, or why it cannot be. */
    static JdbcColumn of(ResultSetMetaData metaData, int index, @Nullable ZoneId zone) throws SQLException {
        String name = metaData.getColumnLabel(index);
        String sqlType = SqlTypes.name(metaData, index);
        ValueType type = SqlTypes.valueType(metaData, index);
        if (type == null) {
            throw new TableException(
                    "Column '%s' is of the SQL type %s, for which there is no value type.".formatted(name, sqlType));
        }
        boolean isLocal = metaData.getColumnType(index) == Types.TIMESTAMP && !sqlType.equals("timestamptz");
        if (zone == null && (isLocal || SqlTypes.isLocal(sqlType))) {
            throw new TableException(
                    "Column '%s' has timestamps without a time zone: say which one is meant.".formatted(name));
        }
        return new JdbcColumn(name, type, cell(metaData.getColumnType(index), sqlType, type, new SqlValues(zone)));
    }

    /** Return how a column is read whose type the driver does not know as well: from what all drivers give. */
    static JdbcColumn described(String name, String sqlType, @Nullable ZoneId zone) {
        ValueType type = SqlTypes.valueType(sqlType);
        if (type == null || (sqlType.endsWith("]") && !INTEGERS.contains(type))) {
            throw new TableException("Column '%s' is of the SQL type %s, which is not read through this driver."
                    .formatted(name, sqlType));
        }
        if (zone == null && SqlTypes.isLocal(sqlType)) {
            throw new TableException(
                    "Column '%s' has timestamps without a time zone: say which one is meant.".formatted(name));
        }
        SqlValues values = new SqlValues(zone);
        Cell cell = switch (type) {
            case INT32, INT64 -> LONG;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case BOOL ->
                (rows, i, cells) -> {
                    boolean value = rows.getBoolean(i);
                    cells.add(rows.wasNull() ? null : value);
                };
            case BYTES -> (rows, i, cells) -> cells.add(rows.getObject(i));
            case DECIMAL -> (rows, i, cells) -> cells.add(rows.getBigDecimal(i));
            case UNIX_TIMESTAMP -> (rows, i, cells) -> cells.add(instant(rows, i, sqlType, values));
            case INT32_LIST, INT64_LIST -> (rows, i, cells) -> cells.add(integers(rows.getString(i)));
            default -> TEXT;
        };
        return new JdbcColumn(name, type, cell);
    }

    private static @Nullable Instant instant(ResultSet rows, int index, String sqlType, SqlValues values)
            throws SQLException {
        String text = rows.getString(index);
        if (text == null) {
            return null;
        }
        if (sqlType.equals("date")) {
            return values.instant(LocalDate.parse(text));
        }
        boolean isInstant = sqlType.contains("zone");
        if (isInstant && !Character.isDigit(text.charAt(text.length() - 1))) {
            return rows.getTimestamp(index).toInstant();
        }
        // As a java.sql.Timestamp what names no zone would have gone through that of this JVM.
        LocalDateTime local = LocalDateTime.parse(text.replace(' ', 'T'));
        return values.instant(isInstant ? local.atOffset(ZoneOffset.UTC) : local);
    }

    /** Return the integers of a list as drivers print it, such as {@code [1,null]}. */
    private static @Nullable List<@Nullable Long> integers(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String elements = text.substring(1, text.length() - 1);
        List<@Nullable Long> integers = new ArrayList<>();
        for (String element : elements.isEmpty() ? new String[0] : elements.split(",", -1)) {
            integers.add(element.strip().equals("null") ? null : Long.valueOf(element.strip()));
        }
        return integers;
    }

    private static Cell cell(int jdbcType, String sqlType, ValueType type, SqlValues values) {
        return switch (type) {
            case INT32, INT64 -> LONG;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case BOOL -> (rows, i, cells) -> cells.add(rows.getObject(i, Boolean.class));
            case JSON -> TEXT;
            case STRING ->
                sqlType.startsWith("time") && !sqlType.startsWith("timetz") && jdbcType != Types.VARCHAR
                        ? (rows, i, cells) -> cells.add(values.cell(rows.getObject(i, timeClass(sqlType))))
                        : TEXT;
            case BYTES -> (rows, i, cells) -> cells.add(rows.getBytes(i));
            case UUID -> (rows, i, cells) -> cells.add(rows.getObject(i, java.util.UUID.class));
            case UNIX_TIMESTAMP -> timestamp(jdbcType, sqlType, values);
            case DECIMAL ->
                jdbcType == Types.OTHER
                        ? (rows, i, cells) -> cells.add(values.cell(rows.getObject(i)))
                        : (rows, i, cells) -> cells.add(rows.getBigDecimal(i));
            default -> (rows, i, cells) -> cells.add(values.cell(rows.getObject(i)));
        };
    }

    private static Class<?> timeClass(String sqlType) {
        return sqlType.contains("zone") ? OffsetTime.class : LocalTime.class;
    }

    private static Cell timestamp(int jdbcType, String sqlType, SqlValues values) {
        Class<? extends TemporalAccessor> form = jdbcType == Types.DATE
                ? LocalDate.class
                : jdbcType == Types.TIMESTAMP && !sqlType.equals("timestamptz")
                        ? LocalDateTime.class
                        : OffsetDateTime.class;
        return (rows, i, cells) -> {
            TemporalAccessor temporal = rows.getObject(i, form);
            cells.add(temporal == null ? null : values.instant(temporal));
        };
    }
}
