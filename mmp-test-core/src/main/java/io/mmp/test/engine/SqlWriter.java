package io.mmp.test.engine;

import io.mmp.test.Internal;
import io.mmp.test.table.Timestamps;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes the SQL of a dialect.
 *
 * <p>Time is compared as whole numbers of one unit since 1970: see {@link #isInNanos}.
 *
 * @since 0.1.0
 */
@Internal
public final class SqlWriter {

    /** The number of a timestamp before all others. */
    public static final String NEVER = "-9223372036854775807";

    private final DialectSql sql;
    private final ZoneId zone;

    SqlWriter(DialectSql sql, ZoneId zone) {
        this.sql = sql;
        this.zone = zone;
    }

    /** Write in a dialect for timestamps in UTC. */
    public static SqlWriter of(Dialect dialect) {
        return new SqlWriter(dialect.sql(), ZoneOffset.UTC);
    }

    /** Return the name of a column of a table alias, quoted. */
    public String column(String alias, EngineColumn column) {
        return alias + "." + quote(column.name());
    }

    /** Return a name, quoted. */
    public String quote(String name) {
        return sql.quote(name);
    }

    /** Return a text as a literal. */
    public String literal(String text) {
        return sql.literal(text);
    }

    /** Return a number, a text, a boolean or an identifier as a literal. */
    public String literal(Object cell) {
        if (cell instanceof Double || cell instanceof Float) {
            return sql.floating(cell.toString(), cell instanceof Float);
        }
        if (cell instanceof BigDecimal decimal) {
            return decimal(decimal);
        }
        if (cell instanceof UUID) {
            return "CAST(%s AS UUID)".formatted(sql.literal(cell.toString()));
        }
        return cell instanceof String text ? sql.literal(text) : cell.toString();
    }

    /** Return a decimal as a literal. */
    public String decimal(BigDecimal decimal) {
        return sql.decimal(decimal.toPlainString());
    }

    /** Tell whether any of these columns has timestamps finer than microseconds. */
    public boolean isInNanos(Collection<EngineColumn> columns) {
        return columns.stream().anyMatch(sql::isInNanos);
    }

    /** Return the number of a timestamp. */
    public String micros(String expression, EngineColumn column) {
        return shifted(sql.micros(expression, column), column, 1_000_000L);
    }

    /** Return the number of a timestamp in nanoseconds. */
    public String nanos(String expression, EngineColumn column) {
        return shifted(sql.nanos(expression, column), column, 1_000_000_000L);
    }

    private String shifted(String number, EngineColumn column, long second) {
        int seconds = zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds();
        boolean isLocal = !column.sqlType().contains("zone")
                && !column.sqlType().equals("timestamptz")
                && !column.sqlType().equals("date");
        return seconds == 0 || !isLocal ? number : "(%s - %s)".formatted(number, seconds * second);
    }

    /** Return why values of a column cannot be compared exactly in this engine, or nothing. */
    public Optional<String> refusal(EngineColumn column) {
        return Optional.ofNullable(column.unread()).or(() -> sql.refusal(column));
    }

    /** Return a cell in a form in which it can be grouped by and joined on, together with cells of another column. */
    public String form(Form form, String expression, EngineColumn column, EngineColumn other) {
        return switch (form) {
            case INTEGER -> "CAST(%s AS BIGINT)".formatted(expression);
            case NUMBER -> number(expression, column.type());
            case SINGLE -> column.type() == ValueType.DOUBLE ? sql.single(expression) : sql.ascii(expression);
            case DOUBLE, FLOATS -> sql.ascii(expression);
            case DECIMAL, PLAIN, PLAINS -> expression;
            case TEXT -> sql.text(expression);
            case TEXTS -> sql.texts(expression);
            case INTEGERS -> sql.integers(expression);
            case INSTANT -> isInNanos(List.of(column, other)) ? nanos(expression, column) : micros(expression, column);
        };
    }

    /** Return the text of an integer, or of a floating-point number, which is that of the integer if it is one. */
    private String number(String expression, ValueType type) {
        if (type != ValueType.FLOAT && type != ValueType.DOUBLE) {
            return sql.digits("CAST(%s AS BIGINT)".formatted(expression));
        }
        return "CASE WHEN %1$s = floor(%1$s) AND %1$s >= -9223372036854775808.0 AND %1$s < 9223372036854775808.0 THEN %2$s ELSE %3$s END"
                .formatted(expression, sql.digits("CAST(%s AS BIGINT)".formatted(expression)), sql.ascii(expression));
    }

    /** Tell whether two cells hold one value. */
    public String isSame(Form form, String one, EngineColumn oneColumn, String other, EngineColumn otherColumn) {
        if (form == Form.DOUBLE) {
            // The texts cost much, and only those of zeros tell more than the numbers do. An OR would keep engines from
            // hashing.
            return "%s AND %s".formatted(sql.isSame(one, other), sql.isSame(zero(one), zero(other)));
        }
        return sql.isSame(form(form, one, oneColumn, otherColumn), form(form, other, otherColumn, oneColumn));
    }

    /** Return the text of a zero, which has its sign, and null of another number. */
    private String zero(String expression) {
        return "CASE WHEN %s = 0 THEN %s END".formatted(expression, sql.ascii(expression));
    }

    /** Tell whether two expressions are equal, or both null. */
    public String isSame(String one, String other) {
        return sql.isSame(one, other);
    }

    /** Return a number as a floating-point number of 64 bits. */
    public String real(String expression) {
        return "CAST(%s AS %s)".formatted(expression, sql.floatingType(false));
    }

    /** Return a number as the floating-point number of 64 bits that is nearest; a decimal by its digits, since engines divide otherwise. */
    public String nearest(String expression, EngineColumn column) {
        return real(column.type() == ValueType.DECIMAL ? sql.ascii(expression) : expression);
    }

    /** Return a floating-point number as a literal. */
    public String real(double number) {
        return sql.floating(String.valueOf(number), false);
    }

    /** Tell whether a floating-point number is NaN. */
    public String isNaN(String expression) {
        return sql.isNaN(expression);
    }

    /** Tell whether a whole text matches a regular expression of literals, classes, groups, alternatives and quantifiers. */
    public String isMatch(String expression, String pattern) {
        return sql.isMatch(expression, pattern);
    }

    /** Return a value for two numbers, of which the first counts more. */
    public String pair(String first, String second) {
        return sql.pair(first, second);
    }

    /** Return the second number of a pair whose first is this. */
    public String second(String pair, String first) {
        return sql.second(pair, first);
    }

    /** Return a value for keys in their forms, null or not, to count them by. */
    public String tuple(List<String> forms) {
        return forms.size() == 1 ? forms.get(0) : sql.tuple(forms);
    }

    /**
     * Return a cell in a form for {@link #bucket}. Of decimals it is the nearest floating-point number: engines hash 1.5 and 1.50, or an
     * integer and a decimal, as two values, so that keys of one value in two tables would fall into two buckets.
     */
    public String hashed(Form form, String expression, EngineColumn column, EngineColumn other) {
        return form == Form.DECIMAL ? nearest(expression, column) : form(form, expression, column, other);
    }

    /** Return a number below that of the buckets, for keys as {@link #hashed}. */
    public String bucket(List<String> forms, int buckets) {
        return sql.bucket(forms, buckets);
    }

    /** Return the greatest number that is not after an instant. */
    public static String number(Instant instant, boolean isInNanos) {
        if (!isInNanos) {
            return String.valueOf(Timestamps.micros(instant));
        }
        return String.valueOf(
                Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano()));
    }

    /** Return a duration as a number. */
    public static String number(Duration duration, boolean isInNanos) {
        return number(Instant.EPOCH.plus(duration), isInNanos);
    }
}
