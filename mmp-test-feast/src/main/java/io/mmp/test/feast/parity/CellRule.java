package io.mmp.test.feast.parity;

import io.mmp.test.table.Cells;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares cells of one feature.
 *
 * @param type the type that a cell must have
 * @param types whether it must have it
 * @param tolerance how far numbers may be from the right ones
 * @param timestamps what timestamps are rounded down to before they are compared
 */
record CellRule(ValueType type, Types types, Tolerance tolerance, ChronoUnit timestamps) {

    /** Whether values must be of the right type. */
    enum Types {
        STRICT,
        ANY
    }

    /** Return why a cell is not the right one, or null if it is. */
    @Nullable
    Cause difference(@Nullable Object expected, ValueType actualType, @Nullable Object actual) {
        if (expected == null || actual == null) {
            return expected == null && actual == null ? null : Conversions.ofNull(expected, actual);
        }
        Object right = inType(expected);
        if (!isSame(right, actual)) {
            return Conversions.of(expected, type, actual, actualType);
        }
        return types == Types.ANY || type == actualType ? null : Conversions.ofType(type, right, actualType, actual);
    }

    /** Take a decimal of the source as the double that it is declared to become. */
    private Object inType(Object expected) {
        boolean isFloating = type == ValueType.DOUBLE || type == ValueType.FLOAT;
        return isFloating && expected instanceof BigDecimal decimal ? (Object) decimal.doubleValue() : expected;
    }

    /** Tell whether two cells hold one value, as far as tolerance and granularity make a difference. */
    boolean isSame(@Nullable Object expected, @Nullable Object actual) {
        return isSame(type, expected, actual);
    }

    private boolean isSame(ValueType of, @Nullable Object expected, @Nullable Object actual) {
        if (Cells.same(expected, actual)) {
            return true;
        }
        if (expected instanceof Number one && actual instanceof Number other) {
            return tolerance.covers(one, other);
        }
        if (expected instanceof Instant one && actual instanceof Instant other) {
            return isInRange(other) && one.truncatedTo(timestamps).equals(other.truncatedTo(timestamps));
        }
        if (of == ValueType.JSON && expected instanceof String one && actual instanceof String other) {
            return Json.same(one, other);
        }
        return expected instanceof Collection<?> one
                && actual instanceof Collection<?> other
                && isSame(of.elementType().orElse(of), one, other);
    }

    private boolean isSame(ValueType of, Collection<?> expected, Collection<?> actual) {
        if (expected instanceof List<?> && actual instanceof List<?>) {
            Iterator<?> others = actual.iterator();
            return expected.size() == actual.size()
                    && expected.stream().allMatch(element -> isSame(of, element, others.next()));
        }
        return expected.stream().allMatch(one -> actual.stream().anyMatch(other -> isSame(of, one, other)))
                && actual.stream().allMatch(other -> expected.stream().anyMatch(one -> isSame(of, one, other)));
    }

    /** Tell whether a timestamp is not {@link Instant#MIN}, which stands for Feast's null and cannot be rounded. */
    private static boolean isInRange(Instant instant) {
        return !instant.equals(Instant.MIN);
    }
}
