package io.mmp.test.engine;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Trino. */
final class TrinoSql implements DialectSql {

    private static final Pattern TIMESTAMP = Pattern.compile("timestamp\\((\\d+)\\).*", Pattern.DOTALL);
    private static final Pattern ARRAY = Pattern.compile("array\\((.*)\\)", Pattern.DOTALL);
    private static final int NANOS = 9;

    @Override
    public String floatingType(boolean isSingle) {
        return isSingle ? "REAL" : "DOUBLE";
    }

    /** Texts have no collations. */
    @Override
    public String text(String expression) {
        return "CAST(%s AS VARCHAR)".formatted(expression);
    }

    @Override
    public String texts(String expression) {
        return expression;
    }

    /** As a text, because Trino does not compare arrays that have null elements, and does so for each join. */
    @Override
    public String integers(String expression) {
        return "json_format(CAST(CAST(%s AS ARRAY(BIGINT)) AS JSON))".formatted(expression);
    }

    @Override
    public boolean isInNanos(EngineColumn column) {
        return precision(column) > 6;
    }

    private static int precision(EngineColumn column) {
        Matcher timestamp = TIMESTAMP.matcher(column.sqlType());
        return timestamp.matches() ? Integer.parseInt(timestamp.group(1)) : 0;
    }

    @Override
    public String micros(String expression, EngineColumn column) {
        return number(expression, column, 1_000_000, "/ 1000");
    }

    @Override
    public String nanos(String expression, EngineColumn column) {
        return number(expression, column, 1_000_000_000, "/ 1");
    }

    /** Its functions of time know seconds as whole numbers and milliseconds; what is finer stands in the text alone. */
    private static String number(String expression, EngineColumn column, long second, String fraction) {
        String utc = column.sqlType().contains("zone") ? "%s AT TIME ZONE 'UTC'".formatted(expression) : expression;
        String local = "CAST(%s AS TIMESTAMP(9))".formatted(utc);
        return "(date_diff('second', TIMESTAMP '1970-01-01 00:00:00', date_trunc('second', %1$s)) * %2$s + CAST(split_part(CAST(%1$s AS VARCHAR), '.', 2) AS BIGINT) %3$s)"
                .formatted(local, second, fraction);
    }

    /** What is too great for a float becomes an infinity, which is another value. */
    @Override
    public String single(String expression) {
        return "CASE WHEN abs(%1$s) > 3.4028235677973362E38 AND is_finite(%1$s) THEN CAST(%1$s AS VARCHAR) ELSE CAST(CAST(%1$s AS REAL) AS VARCHAR) END"
                .formatted(expression);
    }

    @Override
    public String isNaN(String expression) {
        return "is_nan(%s)".formatted(expression);
    }

    @Override
    public String pair(String first, String second) {
        return "CAST(ROW(%s, %s) AS ROW(a BIGINT, b BIGINT))".formatted(first, second);
    }

    @Override
    public String second(String pair, String first) {
        return "(%s).b".formatted(pair);
    }

    @Override
    public String bucket(List<String> forms, int buckets) {
        String key = forms.stream()
                .map(form -> "CAST(%s AS VARCHAR)".formatted(form))
                .collect(Collectors.joining(", ", "concat_ws(',', ", ")"));
        return "mod(bitwise_and(from_big_endian_64(xxhash64(to_utf8(%s))), 9223372036854775807), %s)"
                .formatted(key, buckets);
    }

    @Override
    public Optional<String> refusal(EngineColumn column) {
        if (column.sqlType().startsWith("char(")) {
            return Optional.of("char(n) is padded with spaces, which Trino does not always count");
        }
        return precision(column) > NANOS
                ? Optional.of("picoseconds are not compared; convert it to timestamp(9) with Engine.query")
                : DialectSql.super.refusal(column);
    }

    /** Its driver gives no objects of java.time. */
    @Override
    public Optional<List<String>> sqlTypes(Connection connection, String query, ResultSetMetaData metaData)
            throws SQLException {
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            types.add(standard(metaData.getColumnTypeName(i)));
        }
        return Optional.of(types);
    }

    private static String standard(String type) {
        Matcher array = ARRAY.matcher(type);
        if (array.matches()) {
            return standard(array.group(1)) + "[]";
        }
        return type.equals("varbinary") ? "blob" : type;
    }

    /** Each of its queries sees one state of a table; two of them may see two. */
    @Override
    public void begin(Connection connection) {}

    @Override
    public String oldest() {
        return "Trino 400 or later";
    }

    @Override
    public void requireVersion(String product, int major, int minor) {
        if (major < 400) {
            throw new EngineException("%s is too old: %s is needed.".formatted(product, oldest()));
        }
    }
}
