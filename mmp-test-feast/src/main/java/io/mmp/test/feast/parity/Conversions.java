package io.mmp.test.feast.parity;

import io.mmp.test.table.Cells;
import io.mmp.test.table.Texts;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recognises a wrong value as what a conversion made of the right one, as measured with Feast 0.67. */
final class Conversions {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    /** Zones are from 12 hours behind to 14 hours ahead of UTC. */
    private static final Duration WIDEST = Duration.ofHours(26);

    private Conversions() {}

    /** Return the cause where one of two cells is null. */
    static Cause ofNull(@Nullable Object expected, @Nullable Object actual) {
        if (expected == null) {
            return isDefault(actual) ? Cause.NULL_TO_DEFAULT : Cause.UNEXPECTED_VALUE;
        }
        return expected instanceof Number number && Double.isNaN(number.doubleValue())
                ? Cause.NAN_TO_NULL
                : Cause.MISSING_VALUE;
    }

    private static boolean isDefault(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue() == 0 || value.equals(Long.MIN_VALUE);
        }
        if (value instanceof Collection<?> elements) {
            return elements.isEmpty();
        }
        return List.of("", false, Instant.EPOCH, Instant.MIN, Map.of()).contains(value);
    }

    /** Return the cause where the value is right and its type is not. */
    static Cause ofType(ValueType type, Object expected, ValueType actualType, Object actual) {
        ValueType right = type.elementType().orElse(type);
        ValueType found = actualType.elementType().orElse(actualType);
        if (isInteger(right) && isFloating(found)) {
            return Cause.INT_WIDENED;
        }
        boolean isRounded = right == ValueType.DOUBLE && found == ValueType.FLOAT && !isExact(expected, actual);
        return isRounded ? Cause.FLOAT32_ROUNDING : Cause.TYPE;
    }

    private static boolean isExact(Object expected, Object actual) {
        return expected instanceof Number one
                && actual instanceof Number other
                && one.doubleValue() == other.doubleValue();
    }

    private static boolean isInteger(ValueType type) {
        return type == ValueType.INT32 || type == ValueType.INT64;
    }

    private static boolean isFloating(ValueType type) {
        return type == ValueType.FLOAT || type == ValueType.DOUBLE;
    }

    /** Return the cause where the value is not right. */
    static Cause of(Object expected, ValueType type, Object actual, ValueType actualType) {
        if (expected instanceof Number one && actual instanceof Number other) {
            return ofNumbers(one, other);
        }
        if (expected instanceof Instant one && actual instanceof Instant other) {
            return ofTimestamps(one, other);
        }
        if (expected instanceof List<?> one && actual instanceof List<?> other) {
            return ofLists(one, type, other, actualType);
        }
        if (actual instanceof String text) {
            return ofTexts(expected, text);
        }
        return type.isComparableTo(actualType) ? Cause.VALUE : Cause.TYPE;
    }

    private static Cause ofNumbers(Number expected, Number actual) {
        boolean isFloating = expected instanceof Float || expected instanceof Double;
        double one = expected.doubleValue();
        double other = actual.doubleValue();
        if (!isFloating) {
            return ofExact(expected, actual);
        }
        if (Double.compare(other, (double) (float) one) == 0) {
            return Cause.FLOAT32_ROUNDING;
        }
        boolean isCut = Double.isFinite(one) && isInteger(actual) && actual.longValue() == (long) one;
        return isCut ? Cause.TRUNCATION : Cause.VALUE;
    }

    private static boolean isInteger(Number number) {
        return number instanceof Integer || number instanceof Long;
    }

    /** Return the cause for an integer or a decimal, of which a double may not be able to hold all digits. */
    private static Cause ofExact(Number expected, Number actual) {
        double rounded = expected.doubleValue();
        if (!(expected instanceof BigDecimal decimal)) {
            boolean isRounded = Cells.same(rounded, actual) || actual.equals((long) rounded);
            return isRounded ? Cause.INT_WIDENED : Cause.VALUE;
        }
        // Postgres and Python round in their own ways, so that the last digit may be off.
        if (Math.abs(rounded - actual.doubleValue()) <= Math.ulp(rounded)) {
            return Cause.DECIMAL_ROUNDING;
        }
        return isInteger(actual) && decimal.setScale(0, RoundingMode.DOWN).compareTo(exactly(actual)) == 0
                ? Cause.TRUNCATION
                : Cause.VALUE;
    }

    private static BigDecimal exactly(Number integer) {
        return BigDecimal.valueOf(integer.longValue());
    }

    /** Tell whether a duration is a difference of two time zones. */
    static boolean isZoneShift(Duration shift) {
        return shift.abs().compareTo(WIDEST) <= 0 && shift.toNanos() % QUARTER.toNanos() == 0;
    }

    private static Cause ofTimestamps(Instant expected, Instant actual) {
        if (isZoneShift(Duration.between(expected, actual))) {
            return Cause.TIME_ZONE_SHIFT;
        }
        boolean isCut = Stream.of(ChronoUnit.MILLIS, ChronoUnit.SECONDS, ChronoUnit.DAYS)
                .anyMatch(unit -> expected.truncatedTo(unit).equals(actual));
        return isCut ? Cause.TRUNCATION : Cause.VALUE;
    }

    private static Cause ofLists(List<?> expected, ValueType type, List<?> actual, ValueType actualType) {
        if (actual.size() < expected.size()) {
            boolean isCut = !actual.isEmpty() && Cells.same(expected.subList(0, actual.size()), actual);
            return isCut ? Cause.TRUNCATION : Cause.VALUE;
        }
        Iterator<?> others = actual.iterator();
        for (Object one : expected) {
            Object other = others.next();
            if (!Cells.same(one, other)) {
                return one == null || other == null
                        ? ofNull(one, other)
                        : of(
                                one,
                                type.elementType().orElse(type),
                                other,
                                actualType.elementType().orElse(actualType));
            }
        }
        return Cause.VALUE;
    }

    /** Return the cause for a text: Feast writes an integer as 5.0 where a null is near it. */
    private static Cause ofTexts(Object expected, String actual) {
        if (expected instanceof String text) {
            if (Texts.lookAlike(text, actual)) {
                return Cause.INVISIBLE;
            }
            return !actual.isEmpty() && text.startsWith(actual) ? Cause.TRUNCATION : Cause.VALUE;
        }
        return expected instanceof Number number && actual.matches("-?\\d+\\.\\d+")
                ? ofExact(number, Double.valueOf(actual))
                : Cause.VALUE;
    }
}
