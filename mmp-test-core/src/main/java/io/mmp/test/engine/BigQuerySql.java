package io.mmp.test.engine;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * BigQuery, in GoogleSQL: written by its reference, and never run there.
 *
 * <p>Its floating-point numbers have 64 bits, its timestamps microseconds. Arrays are not read: its driver gives them as objects of its own.
 */
final class BigQuerySql implements DialectSql {

    @Override
    public String quote(String name) {
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    /** A backslash escapes, and a line ends it. */
    @Override
    public String literal(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + "'";
    }

    /** A plain one with a fraction would be a floating-point number. */
    @Override
    public String decimal(String number) {
        return "CAST(%s AS BIGNUMERIC)".formatted(literal(number));
    }

    @Override
    public String textType() {
        return "STRING";
    }

    @Override
    public String floatingType(boolean isSingle) {
        return "FLOAT64";
    }

    /** A cast drops the sign of zero, and promises no more than an approximation of others; 17 digits tell each from all others. */
    @Override
    public String ascii(String expression) {
        return "CASE WHEN %1$s = 0 THEN CASE WHEN IEEE_DIVIDE(1, %1$s) < 0 THEN '-0' ELSE '0' END ELSE FORMAT('%%.17g', %1$s) END"
                .formatted(expression);
    }

    @Override
    public String digits(String integer) {
        return "CAST(%s AS STRING)".formatted(integer);
    }

    /** Bytes have no collation. */
    @Override
    public String text(String expression) {
        return "CAST(CAST(%s AS STRING) AS BYTES)".formatted(expression);
    }

    /** Arrays are not compared, and not grouped by. */
    @Override
    public String texts(String expression) {
        return "TO_JSON_STRING(%s)".formatted(expression);
    }

    @Override
    public String integers(String expression) {
        return texts(expression);
    }

    @Override
    public boolean isInNanos(EngineColumn column) {
        return false;
    }

    @Override
    public String micros(String expression, EngineColumn column) {
        return column.sqlType().contains("zone")
                ? "UNIX_MICROS(%s)".formatted(expression)
                : "UNIX_MICROS(TIMESTAMP(%s, 'UTC'))".formatted(expression);
    }

    @Override
    public String nanos(String expression, EngineColumn column) {
        return "%s * 1000".formatted(micros(expression, column));
    }

    /** There are none of 32 bits. */
    @Override
    public String single(String expression) {
        return ascii(expression);
    }

    @Override
    public String isNaN(String expression) {
        return "IS_NAN(%s)".formatted(expression);
    }

    @Override
    public String isMatch(String expression, String pattern) {
        return "REGEXP_CONTAINS(%s, %s)".formatted(expression, literal("\\A(?:%s)\\z".formatted(pattern)));
    }

    /** Structs have no order; a BIGNUMERIC has 38 digits, and more, before the point. */
    @Override
    public String pair(String first, String second) {
        return "CAST(%s AS BIGNUMERIC) * %s + %s".formatted(first, decimal("18446744073709551616"), second);
    }

    /** Structs are not counted. */
    @Override
    public String tuple(List<String> forms) {
        return IntStream.range(0, forms.size())
                .mapToObj(i -> "%s AS k%s".formatted(forms.get(i), i))
                .collect(Collectors.joining(", ", "TO_JSON_STRING(STRUCT(", "))"));
    }

    @Override
    public String bucket(List<String> forms, int buckets) {
        return "ABS(MOD(FARM_FINGERPRINT(%s), %s))".formatted(tuple(forms), buckets);
    }

    @Override
    public Optional<String> refusal(EngineColumn column) {
        return column.sqlType().equals("json")
                ? Optional.of("JSON has several texts of one value; take the one of TO_JSON_STRING")
                : DialectSql.super.refusal(column);
    }

    @Override
    public Optional<List<String>> sqlTypes(Connection connection, String query, ResultSetMetaData metaData)
            throws SQLException {
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            types.add(standard(metaData.getColumnTypeName(i).toLowerCase(Locale.ROOT)));
        }
        return Optional.of(types);
    }

    /** Return the name of a type as standard SQL has it; what takes parameters is no time. */
    private static String standard(String type) {
        return switch (type.startsWith("timestamp(") ? type : type.replaceFirst("[(].*", "")) {
            case "int64", "integer", "int" -> "bigint";
            case "float64", "float" -> "double";
            case "numeric", "bignumeric", "decimal", "bigdecimal" -> "decimal";
            case "bool" -> "boolean";
            case "string" -> "varchar";
            case "bytes" -> "blob";
            case "timestamp" -> "timestamp with time zone";
            case "datetime" -> "timestamp";
            case "timestamp(12)" -> "timestamp_ps";
            default -> type;
        };
    }

    @Override
    public String rights() {
        return "Grant the user roles/bigquery.dataViewer on it, and roles/bigquery.jobUser on the project that pays: nothing else is needed.";
    }

    @Override
    public String oldest() {
        return "GoogleSQL, not legacy SQL,";
    }

    /** Each question sees one state of a table; two of them may see two. */
    @Override
    public void begin(Connection connection) {}

    /** A service has no version that one could choose. */
    @Override
    public void requireVersion(String product, int major, int minor) {}
}
