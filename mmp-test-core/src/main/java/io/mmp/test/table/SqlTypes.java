package io.mmp.test.table;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names value types for SQL types, by the names that DuckDB and PostgreSQL give them, else by what JDBC says. */
final class SqlTypes {

    /** A list of DuckDB, {@code bigint[]} or {@code bigint[3]}. */
    private static final Pattern LIST = Pattern.compile("(.*)\\[\\d*]", Pattern.DOTALL);

    private SqlTypes() {}

    /** Return the name of the SQL type of a column, in lower case. */
    static String name(ResultSetMetaData metaData, int index) throws SQLException {
        return metaData.getColumnTypeName(index).toLowerCase(Locale.ROOT);
    }

    /** Return the value type of a column, or null if there is none. */
    static @Nullable ValueType valueType(ResultSetMetaData metaData, int index) throws SQLException {
        String name = name(metaData, index);
        ValueType known = valueType(name);
        if (known != null || isWithoutForm(name)) {
            return known;
        }
        return switch (metaData.getColumnType(index)) {
            case Types.TINYINT, Types.SMALLINT -> ValueType.INT32;
            case Types.INTEGER -> name.contains("unsigned") ? ValueType.INT64 : ValueType.INT32;
            case Types.BIGINT -> name.contains("unsigned") ? ValueType.DECIMAL : ValueType.INT64;
            case Types.REAL -> ValueType.FLOAT;
            case Types.FLOAT, Types.DOUBLE -> ValueType.DOUBLE;
            case Types.NUMERIC, Types.DECIMAL -> ValueType.DECIMAL;
            case Types.BOOLEAN -> ValueType.BOOL;
            case Types.BIT -> metaData.getPrecision(index) == 1 ? ValueType.BOOL : null;
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                ValueType.STRING;
            case Types.CLOB, Types.NCLOB, Types.TIME, Types.TIME_WITH_TIMEZONE -> ValueType.STRING;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ValueType.BYTES;
            case Types.DATE, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> ValueType.UNIX_TIMESTAMP;
            default -> null;
        };
    }

    /** PostgreSQL's driver takes money for a double, and both take strings of bits for a boolean. */
    private static boolean isWithoutForm(String name) {
        return name.equals("money") || name.equals("varbit") || name.startsWith("union(");
    }

    /** Return the value type of the SQL type of this name, in lower case, or null if it is not known by its name. */
    static @Nullable ValueType valueType(String name) {
        Matcher list = LIST.matcher(name);
        if (list.matches()) {
            return listOf(valueType(list.group(1)));
        }
        if (name.startsWith("_")) {
            return listOf(valueType(name.substring(1)));
        }
        return switch (name.replaceFirst("(?s)[(].*", "")) {
            case "bool", "boolean" -> ValueType.BOOL;
            case "tinyint", "smallint", "int2", "integer", "int4", "utinyint", "usmallint" -> ValueType.INT32;
            case "bigint", "int8", "uinteger", "oid" -> ValueType.INT64;
            case "ubigint", "hugeint", "uhugeint", "decimal", "numeric" -> ValueType.DECIMAL;
            case "float", "float4", "real" -> ValueType.FLOAT;
            case "double", "float8" -> ValueType.DOUBLE;
            case "varchar", "text", "bpchar", "char", "name", "citext", "enum", "time", "time_ns", "timetz", "xml" ->
                ValueType.STRING;
            case "time with time zone" -> ValueType.STRING;
            case "uuid" -> ValueType.UUID;
            case "json", "jsonb" -> ValueType.JSON;
            case "blob", "bytea" -> ValueType.BYTES;
            case "date", "timestamptz", "timestamp with time zone" -> ValueType.UNIX_TIMESTAMP;
            case "timestamp", "timestamp_s", "timestamp_ms", "timestamp_us", "timestamp_ns" -> ValueType.UNIX_TIMESTAMP;
            case "struct" -> ValueType.STRUCT;
            case "map" -> name.matches("(?s)map\\((varchar|enum\\(.*\\)), .*") ? ValueType.MAP : ValueType.SCALAR_MAP;
            default -> null;
        };
    }

    private static @Nullable ValueType listOf(@Nullable ValueType element) {
        return element == null ? null : element.list();
    }

    /** Tell whether the values have, anywhere in them, timestamps without a time zone. */
    static boolean isLocal(String name) {
        return Pattern.compile("\\b_?timestamp(_s|_ms|_us|_ns)?\\b(?! with time zone)")
                .matcher(name)
                .find();
    }
}
