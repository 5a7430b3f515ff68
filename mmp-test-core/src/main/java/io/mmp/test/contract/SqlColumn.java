package io.mmp.test.contract;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.Form;
import io.mmp.test.engine.SqlWriter;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes conditions on the cells of a column in an engine, which hold for the values for which they hold here. */
record SqlColumn(SqlWriter writer, EngineColumn column, String alias) {

    static final String ALWAYS = "1 = 1";
    static final String NEVER = "1 = 0";

    private static final Set<ValueType> REALS = Set.of(ValueType.FLOAT, ValueType.DOUBLE);
    private static final Set<ValueType> INTEGERS = Set.of(ValueType.INT32, ValueType.INT64);
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int MOST_DIGITS = 38;

    ValueType type() {
        return column.type();
    }

    String cell() {
        return writer.column(alias, column);
    }

    /** There is a value: neither null nor NaN. */
    String isPresent() {
        return isReal()
                ? "(%s IS NOT NULL AND NOT %s)".formatted(cell(), writer.isNaN(cell()))
                : cell() + " IS NOT NULL";
    }

    boolean isReal() {
        return REALS.contains(type());
    }

    boolean isInteger() {
        return INTEGERS.contains(type());
    }

    /** Return a cell as a double, a float exactly so. */
    String real() {
        return writer.real(cell());
    }

    /** Return the number of a timestamp. */
    String number() {
        return isInNanos() ? writer.nanos(cell(), column) : writer.micros(cell(), column);
    }

    boolean isInNanos() {
        return writer.isInNanos(List.of(column));
    }

    /** Return a cell in a form in which those that are one value are equal, or nothing if the other column has no such form with this one. */
    Optional<String> key(EngineColumn other) {
        if (isReal() && type() == other.type()) {
            // 0.0 is -0.0 in a key.
            return Optional.of("(%s + %s)".formatted(real(), writer.real(0.0)));
        }
        return isReal() != REALS.contains(other.type())
                ? Optional.empty()
                : Form.of(type(), other.type()).map(form -> writer.form(form, cell(), column, other));
    }

    /** The value is on the right side of a bound. */
    Optional<String> isWithin(Bound bound) {
        if (bound.isTime()) {
            return Optional.of(isWithin(bound, (Instant) bound.value()));
        }
        if (isInteger()) {
            return Optional.of(isWholeWithin(bound));
        }
        if (isReal()) {
            double limit = nearest(bound);
            return Optional.of(
                    "%s %s %s".formatted(real(), operator(bound, isExact(bound, limit)), writer.real(limit)));
        }
        return decimal(Bound.decimal(bound.value()))
                .map(limit -> "%s %s %s".formatted(cell(), operator(bound, true), limit));
    }

    private String isWithin(Bound bound, Instant limit) {
        String number = SqlWriter.number(limit, isInNanos());
        boolean isExact = isExact(limit);
        // The number is that of the last instant of its unit up to the limit.
        String operator = isExact ? operator(bound, true) : bound.isLeast() ? ">" : "<=";
        return "%s %s %s".formatted(number(), operator, number);
    }

    /** Tell whether timestamps of the column can be this one. */
    private boolean isExact(Instant instant) {
        return isInNanos() || instant.equals(instant.truncatedTo(ChronoUnit.MICROS));
    }

    private String isWholeWithin(Bound bound) {
        BigDecimal limit = Bound.decimal(bound.value());
        BigDecimal whole = limit.setScale(0, bound.isLeast() ? RoundingMode.CEILING : RoundingMode.FLOOR);
        String operator = operator(bound, whole.compareTo(limit) == 0);
        if (whole.compareTo(LEAST) < 0 || whole.compareTo(GREATEST) > 0) {
            return (whole.signum() < 0) == bound.isLeast() ? ALWAYS : NEVER;
        }
        return "%s %s %s".formatted(cell(), operator, whole.toPlainString());
    }

    private static String operator(Bound bound, boolean isExact) {
        String strict = bound.isLeast() ? ">" : "<";
        return bound.isInclusive() || !isExact ? strict + "=" : strict;
    }

    /** Return the double of a bound, or the nearest one inside of it where it is none: a double is compared by its shortest text. */
    private double nearest(Bound bound) {
        double limit = ((Number) bound.value()).doubleValue();
        if (type() == ValueType.FLOAT) {
            return (float) limit;
        }
        if (isExact(bound, limit)) {
            return limit;
        }
        BigDecimal exact = Bound.decimal(bound.value());
        while (bound.isLeast() && new BigDecimal(Double.toString(limit)).compareTo(exact) < 0) {
            limit = Math.nextUp(limit);
        }
        while (!bound.isLeast() && new BigDecimal(Double.toString(limit)).compareTo(exact) > 0) {
            limit = Math.nextDown(limit);
        }
        return limit;
    }

    private boolean isExact(Bound bound, double limit) {
        return type() == ValueType.FLOAT
                || bound.value() instanceof Double
                || new BigDecimal(limit).compareTo(Bound.decimal(bound.value())) == 0
                || new BigDecimal(Double.toString(limit)).compareTo(Bound.decimal(bound.value())) == 0;
    }

    /** The value is one of these keys, which {@link Keys} gives. */
    Optional<String> isOneOf(Set<Object> keys) {
        Set<String> literals = new TreeSet<>();
        for (Object key : keys) {
            Optional<String> literal = literal(key);
            if (literal.isEmpty()) {
                return Optional.empty();
            }
            literal.filter(text -> !text.isEmpty()).ifPresent(literals::add);
        }
        return Optional.of(
                literals.isEmpty()
                        ? NEVER
                        : literals.stream().collect(Collectors.joining(", ", comparable() + " IN (", ")")));
    }

    private String comparable() {
        if (type() == ValueType.STRING) {
            return writer.form(Form.TEXT, cell(), column, column);
        }
        return type() == ValueType.UNIX_TIMESTAMP ? number() : isReal() ? real() : cell();
    }

    /** Return the literal of a key, an empty text if no cell has this value, or nothing if there is none. */
    private Optional<String> literal(Object key) {
        if (key instanceof String text && type() == ValueType.STRING) {
            return Optional.of(writer.form(Form.TEXT, writer.literal(text), column, column));
        }
        if (key instanceof Boolean value && type() == ValueType.BOOL) {
            return Optional.of(value ? "TRUE" : "FALSE");
        }
        if (key instanceof Instant instant && type() == ValueType.UNIX_TIMESTAMP) {
            return Optional.of(isExact(instant) ? SqlWriter.number(instant, isInNanos()) : "");
        }
        if (!(key instanceof Number number)) {
            return Optional.empty();
        }
        if (isInteger()) {
            return Optional.of(key instanceof Long ? key.toString() : "");
        }
        if (isReal()) {
            double value = type() == ValueType.FLOAT ? number.floatValue() : number.doubleValue();
            Object own = Keys.of(type() == ValueType.FLOAT ? (Object) number.floatValue() : (Object) value);
            return Optional.of(own.equals(key) ? writer.real(value) : "");
        }
        return type() == ValueType.DECIMAL && Bound.isFinite(number)
                ? decimal(Bound.decimal(number))
                : Optional.empty();
    }

    /** Return the literal of a decimal, or nothing if it has more digits than engines have. */
    private Optional<String> decimal(BigDecimal number) {
        String plain = number.stripTrailingZeros().toPlainString();
        return plain.replaceAll("[^0-9]", "").length() > MOST_DIGITS
                ? Optional.empty()
                : Optional.of(writer.decimal(new BigDecimal(plain)));
    }

    /** The number is a multiple of this one. */
    Optional<String> isMultipleOf(BigDecimal divisor) {
        if (isInteger() && divisor.stripTrailingZeros().scale() <= 0 && divisor.compareTo(GREATEST) <= 0) {
            return Optional.of("MOD(%s, %s) = 0".formatted(cell(), divisor.toBigInteger()));
        }
        return Optional.empty();
    }

    /** The number is neither infinity: said by its size, since Trino loses rows when it reads a set with an infinity from behind. */
    String isFinite() {
        return isReal() ? "ABS(%s) < %s".formatted(real(), writer.real(Double.POSITIVE_INFINITY)) : ALWAYS;
    }

    /** The text has so many code points. */
    String hasLength(int least, int greatest) {
        return "LENGTH(%s) BETWEEN %s AND %s".formatted(cell(), least, greatest);
    }
}
