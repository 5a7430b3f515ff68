package io.mmp.test.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** One end of a range of numbers, or of timestamps. */
final class Bound {

    private final Object limit;
    private final boolean isLeast;
    private final boolean isInclusive;
    private final @Nullable Long whole;
    private final double real;
    private final boolean isReal;

    private Bound(Object limit, boolean isLeast, boolean isInclusive) {
        this.limit = limit;
        this.isLeast = isLeast;
        this.isInclusive = isInclusive;
        Object key = Keys.of(limit);
        this.whole = key instanceof Long number ? number : null;
        this.real = limit instanceof Number number ? number.doubleValue() : Double.NaN;
        this.isReal = limit instanceof Double
                || (Double.isFinite(real)
                        && limit instanceof Number
                        && new BigDecimal(real).compareTo(decimal(limit)) == 0);
    }

    static Bound atLeast(Object limit) {
        return of(limit, true, true);
    }

    static Bound above(Object limit) {
        return of(limit, true, false);
    }

    static Bound atMost(Object limit) {
        return of(limit, false, true);
    }

    static Bound below(Object limit) {
        return of(limit, false, false);
    }

    private static Bound of(Object limit, boolean isLeast, boolean isInclusive) {
        if (!(limit instanceof Instant) && !isFinite(limit)) {
            throw new ContractException(
                    "A bound of a range is a finite number or an instant, not %s.".formatted(limit));
        }
        return new Bound(limit, isLeast, isInclusive);
    }

    Object limit() {
        return limit instanceof BigDecimal number ? number.toPlainString() : limit;
    }

    Object value() {
        return limit;
    }

    boolean isInclusive() {
        return isInclusive;
    }

    boolean isLeast() {
        return isLeast;
    }

    boolean isTime() {
        return limit instanceof Instant;
    }

    String words() {
        String side = isLeast ? (isInclusive ? "at least " : "above ") : isInclusive ? "at most " : "below ";
        return side + limit();
    }

    /** Tell whether a value is on the right side. */
    boolean isKeptBy(Object value) {
        int order = isLeast ? order(value) : -order(value);
        return isInclusive ? order >= 0 : order > 0;
    }

    /** Compare a value with the limit. */
    int order(Object value) {
        if (limit instanceof Instant instant) {
            return value instanceof ZonedDateTime zoned
                    ? zoned.toInstant().compareTo(instant)
                    : ((Instant) value).compareTo(instant);
        }
        if (whole != null && (value instanceof Long || value instanceof Integer)) {
            return Long.compare(((Number) value).longValue(), whole);
        }
        if (value instanceof Float number) {
            // A bound of 0.1 is that of a float32 too, whose 0.1 is a little more.
            return compare(number, (float) real);
        }
        if (value instanceof Double number && (isReal || number.isInfinite())) {
            return compare(number, real);
        }
        return decimal(value).compareTo(decimal(limit));
    }

    /** Compare two numbers of which none is NaN: -0.0 is 0.0. */
    private static int compare(double one, double other) {
        return one < other ? -1 : one > other ? 1 : 0;
    }

    static boolean isFinite(Object value) {
        return value instanceof Number number
                && (!(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue()));
    }

    static BigDecimal decimal(Object number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return number instanceof Double || number instanceof Float
                ? new BigDecimal(number.toString())
                : BigDecimal.valueOf(((Number) number).longValue());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bound bound
                && isLeast == bound.isLeast
                && isInclusive == bound.isInclusive
                && Keys.of(limit).equals(Keys.of(bound.limit));
    }

    @Override
    public int hashCode() {
        return Keys.of(limit).hashCode();
    }
}
