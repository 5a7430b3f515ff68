package io.mmp.test.feast.table;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One column of a query's result, and how its cells are read. */
record JdbcColumn(String name, ValueType type, Cell cell) {

    /** Takes the cell at an index of the current row into a column. */
    interface Cell {
        void read(ResultSet rows, int index, ColumnBuilder cells) throws SQLException;
    }

    private static final Cell LONG = (rows, index, cells) -> {
        long value = rows.getLong(index);
        if (rows.wasNull()) {
            cells.addNull();
        } else {
            cells.addLong(value);
        }
    };
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
    private static final Cell TEXT = (rows, index, cells) -> cells.add(rows.getString(index));
    private static final Cell ARRAY = (rows, index, cells) -> {
        Array array = rows.getArray(index);
        cells.add(array == null ? null : Arrays.asList((Object[]) array.getArray()));
    };
    private static final Cell DATE = (rows, index, cells) -> {
        java.time.LocalDate date = rows.getObject(index, java.time.LocalDate.class);
        cells.add(date == null ? null : date.atStartOfDay(ZoneOffset.UTC));
    };

    void read(ResultSet rows, int index, ColumnBuilder cells) throws SQLException {
        try {
            cell.read(rows, index, cells);
        } catch (IllegalArgumentException e) {
            throw new TableException("Row %s: column '%s' %s.".formatted(cells.size(), name, e.getMessage()), e);
        }
    }

    static JdbcColumn of(ResultSetMetaData metaData, int index, @Nullable ZoneId zone) throws SQLException {
        String name = metaData.getColumnLabel(index);
        String sqlType = metaData.getColumnTypeName(index).toLowerCase(Locale.ROOT);
        return switch (metaData.getColumnType(index)) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> new JdbcColumn(name, ValueType.INT32, LONG);
            case Types.BIGINT -> new JdbcColumn(name, ValueType.INT64, LONG);
            case Types.REAL -> new JdbcColumn(name, ValueType.FLOAT, FLOAT);
            case Types.FLOAT ->
                sqlType.equals("float")
                        ? new JdbcColumn(name, ValueType.FLOAT, FLOAT)
                        : new JdbcColumn(name, ValueType.DOUBLE, DOUBLE);
            case Types.DOUBLE -> new JdbcColumn(name, ValueType.DOUBLE, DOUBLE);
            case Types.NUMERIC, Types.DECIMAL ->
                new JdbcColumn(name, ValueType.DECIMAL, (rows, i, cells) -> cells.add(rows.getBigDecimal(i)));
            case Types.BOOLEAN, Types.BIT -> object(name, ValueType.BOOL, Boolean.class);
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR ->
                new JdbcColumn(name, sqlType.equals("json") ? ValueType.JSON : ValueType.STRING, TEXT);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                new JdbcColumn(name, ValueType.BYTES, (rows, i, cells) -> cells.add(rows.getBytes(i)));
            case Types.DATE -> new JdbcColumn(name, ValueType.UNIX_TIMESTAMP, DATE);
            case Types.TIMESTAMP_WITH_TIMEZONE -> object(name, ValueType.UNIX_TIMESTAMP, OffsetDateTime.class);
            case Types.TIMESTAMP ->
                sqlType.equals("timestamptz")
                        ? object(name, ValueType.UNIX_TIMESTAMP, OffsetDateTime.class)
                        : new JdbcColumn(name, ValueType.UNIX_TIMESTAMP, local(name, zone));
            case Types.ARRAY -> new JdbcColumn(name, listType(name, sqlType), ARRAY);
            default -> other(name, sqlType);
        };
    }

    private static JdbcColumn object(String name, ValueType type, Class<?> form) {
        return new JdbcColumn(name, type, (rows, i, cells) -> cells.add(rows.getObject(i, form)));
    }

    private static Cell local(String name, @Nullable ZoneId zone) {
        if (zone == null) {
            throw new TableException(
                    "Column '%s' has timestamps without a time zone: say which one is meant.".formatted(name));
        }
        return (rows, i, cells) -> {
            LocalDateTime local = rows.getObject(i, LocalDateTime.class);
            cells.add(local == null ? null : local.atZone(zone));
        };
    }

    private static JdbcColumn other(String name, String sqlType) {
        return switch (sqlType) {
            case "uuid" -> object(name, ValueType.UUID, java.util.UUID.class);
            case "json", "jsonb" -> new JdbcColumn(name, ValueType.JSON, TEXT);
            default -> throw unknown(name, sqlType);
        };
    }

    /** Name the list for the array types of DuckDB ({@code bigint[]}) and of PostgreSQL ({@code _int8}). */
    private static ValueType listType(String name, String sqlType) {
        return switch (sqlType.replaceAll("^_|\\[]$", "")) {
            case "smallint", "integer", "int2", "int4" -> ValueType.INT32_LIST;
            case "bigint", "int8" -> ValueType.INT64_LIST;
            case "float", "float4" -> ValueType.FLOAT_LIST;
            case "double", "float8" -> ValueType.DOUBLE_LIST;
            case "boolean", "bool" -> ValueType.BOOL_LIST;
            case "varchar", "text" -> ValueType.STRING_LIST;
            default -> throw unknown(name, sqlType);
        };
    }

    private static TableException unknown(String name, String sqlType) {
        return new TableException(
                "Column '%s' is of the SQL type %s, for which there is no value type.".formatted(name, sqlType));
    }
}
