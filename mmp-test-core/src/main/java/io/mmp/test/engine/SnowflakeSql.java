package io.mmp.test.engine;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Snowflake: written by its reference, and never run there.
 *
 * <p>Its integers are decimals of 38 digits, its floating-point numbers have 64 bits, its timestamps up to nanoseconds. Names that are not
 * quoted are in capitals.
 */
final class SnowflakeSql implements DialectSql {

    private static final Pattern TIMESTAMP = Pattern.compile("timestamp\\((\\d+)\\).*");
    private static final int MICROS = 6;

    /** What is no group without a number: an escape, a class; and such a group. */
    private static final Pattern GROUP = Pattern.compile("\\\\.|\\[(?:\\\\.|[^\\]\\\\])*]|(\\(\\?:)", Pattern.DOTALL);

    private static final List<String> SESSION = List.of(
            "TIMEZONE = 'UTC'",
            "TIMESTAMP_LTZ_OUTPUT_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF9'",
            "TIMESTAMP_NTZ_OUTPUT_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF9'",
            "DATE_OUTPUT_FORMAT = 'YYYY-MM-DD'",
            "QUOTED_IDENTIFIERS_IGNORE_CASE = FALSE");

    /** A backslash escapes. */
    @Override
    public String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    @Override
    public String floating(String number, boolean isSingle) {
        return DialectSql.super.floating(number.replace("Infinity", "inf"), isSingle);
    }

    @Override
    public String floatingType(boolean isSingle) {
        return "DOUBLE";
    }

    /** What text it gives is not promised: the shorter or the longer is taken if it reads back as the number, and refused else. */
    @Override
    public String ascii(String expression) {
        String digits = "TRIM(TO_VARCHAR(%s, '9.0000000000000000EEEEE'))".formatted(expression);
        return "CASE WHEN %1$s = 0 THEN CASE WHEN ATAN2(%1$s, -1) < 0 THEN '-0' ELSE '0' END WHEN TRY_TO_DOUBLE(TO_VARCHAR(%1$s)) = %1$s THEN TO_VARCHAR(%1$s) WHEN TRY_TO_DOUBLE(%2$s) = %1$s THEN %2$s ELSE TO_VARCHAR(TO_DOUBLE('inexact ' || TO_VARCHAR(%1$s))) END"
                .formatted(expression, digits);
    }

    @Override
    public String digits(String integer) {
        return "TO_VARCHAR(%s)".formatted(integer);
    }

    /** Bytes have no collation. */
    @Override
    public String text(String expression) {
        return "TO_BINARY(TO_VARCHAR(%s), 'UTF-8')".formatted(expression);
    }

    /** The elements of an array are of any type. */
    @Override
    public String texts(String expression) {
        return "TO_JSON(%s)".formatted(expression);
    }

    @Override
    public String integers(String expression) {
        return texts(expression);
    }

    @Override
    public boolean isInNanos(EngineColumn column) {
        Matcher timestamp = TIMESTAMP.matcher(column.sqlType());
        return timestamp.matches() && Integer.parseInt(timestamp.group(1)) > MICROS;
    }

    /** The session is in UTC. */
    @Override
    public String micros(String expression, EngineColumn column) {
        return "DATE_PART(epoch_microsecond, %s)".formatted(timestamp(expression, column));
    }

    @Override
    public String nanos(String expression, EngineColumn column) {
        return "DATE_PART(epoch_nanosecond, %s)".formatted(timestamp(expression, column));
    }

    private static String timestamp(String expression, EngineColumn column) {
        return column.sqlType().equals("date") ? "CAST(%s AS TIMESTAMP_NTZ)".formatted(expression) : expression;
    }

    /** There are none of 32 bits. */
    @Override
    public String single(String expression) {
        return ascii(expression);
    }

    /** NaN is equal to itself. */
    @Override
    public String isNaN(String expression) {
        return "(%s = %s)".formatted(expression, floating("NaN", false));
    }

    /** It matches the whole text, and has no groups without a number. */
    @Override
    public String isMatch(String expression, String pattern) {
        String numbered = GROUP.matcher(pattern).replaceAll(SnowflakeSql::numbered);
        return "REGEXP_LIKE(%s, %s)".formatted(expression, literal(numbered));
    }

    private static String numbered(MatchResult part) {
        return part.group(1) == null ? Matcher.quoteReplacement(part.group()) : "(";
    }

    /** It has 38 digits: nanoseconds beyond the year 2128 do not fit, nor others of 20 digits, and are refused. */
    @Override
    public String pair(String first, String second) {
        return "CAST(%s AS NUMBER(19, 0)) * 20000000000000000000 + CAST(%s AS NUMBER(19, 0))".formatted(first, second);
    }

    /** Each with its length before it; {@code -} is null. */
    @Override
    public String tuple(List<String> forms) {
        return forms.stream()
                .map(form -> "COALESCE(LENGTH(TO_VARCHAR(%1$s)) || ':' || TO_VARCHAR(%1$s), '-')".formatted(form))
                .collect(Collectors.joining(" || "));
    }

    /** A hash is the same for numbers of other precision and scale. */
    @Override
    public String bucket(List<String> forms, int buckets) {
        return "MOD(ABS(HASH(%s)), %s)".formatted(String.join(", ", forms), buckets);
    }

    @Override
    public Optional<List<String>> sqlTypes(Connection connection, String query, ResultSetMetaData metaData)
            throws SQLException {
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            types.add(standard(metaData.getColumnTypeName(i).toLowerCase(Locale.ROOT), metaData.getScale(i)));
        }
        return Optional.of(types);
    }

    /** Return the name of a type as standard SQL has it; an offset of its own, which a timestamp may have, its text does not show. */
    private static String standard(String type, int scale) {
        return switch (type.replace("_", "").replaceFirst("[(].*", "")) {
            case "number", "fixed", "decimal", "numeric", "integer", "bigint" -> scale == 0 ? "bigint" : "decimal";
            case "float", "double", "real" -> "double";
            case "text", "string", "varchar", "char" -> "varchar";
            case "binary", "varbinary" -> "blob";
            case "timestampntz" -> "timestamp(%s)".formatted(scale);
            case "timestampltz" -> "timestamp(%s) with time zone".formatted(scale);
            case "timestamptz" -> "timestamp_tz";
            default -> type;
        };
    }

    /** It is ours, and in lower case, if the outermost list of the query has it so. */
    @Override
    public String label(String label, String query) {
        String ours = label.toLowerCase(Locale.ROOT);
        String selected = selected(query);
        boolean isOurs = selected.equals("*")
                || Pattern.compile("(?<![\\w\"'])%s(?![\\w\"'])".formatted(Pattern.quote(ours)))
                        .matcher(selected)
                        .find();
        return isOurs && label.equals(label.toUpperCase(Locale.ROOT)) ? ours : label;
    }

    private static String selected(String query) {
        int depth = 0;
        for (int i = "SELECT ".length(); i < query.length(); i++) {
            char letter = query.charAt(i);
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (depth == 0 && query.startsWith(" FROM ", i)) {
                return query.substring("SELECT ".length(), i);
            }
        }
        return query;
    }

    @Override
    public String rights() {
        return "Grant the user's role SELECT on it, and USAGE on its database, its schema and a warehouse: nothing else is needed.";
    }

    @Override
    public String oldest() {
        return "each release of Snowflake that is supported";
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String parameter : SESSION) {
                statement.execute("ALTER SESSION SET " + parameter);
            }
        }
    }

    /** A service has no version that one could choose. */
    @Override
    public void requireVersion(String product, int major, int minor) {}
}
