package io.mmp.test.feast.parity;

import java.math.BigDecimal;
import java.util.function.BiPredicate;

/**
 * Says how far a number may be from the right one. Numbers that are infinite or NaN are given no tolerance. A value.
 *
 * @since 0.1.0
 */
public final class Tolerance {

    private static final Tolerance EXACT = new Tolerance("exact", (expected, actual) -> false);

    private final String words;
    private final BiPredicate<Number, Number> isNear;

    private Tolerance(String words, BiPredicate<Number, Number> isNear) {
        this.words = words;
        this.isNear = isNear;
    }

    /** Allow nothing but the same number: each bit of it, so that 0.0 and -0.0 differ; NaN equals NaN. */
    public static Tolerance exact() {
        return EXACT;
    }

    /**
     * Allow a difference of at most this.
     *
     * @throws IllegalArgumentException if it is negative, infinite or NaN
     */
    public static Tolerance absolute(double limit) {
        requireLimit(limit);
        return new Tolerance("at most " + limit, (expected, actual) -> distance(expected, actual) <= limit);
    }

    /**
     * Allow a difference of at most this part of the right number: 0.01 is one per cent.
     *
     * @throws IllegalArgumentException if it is negative, infinite or NaN
     */
    public static Tolerance relative(double part) {
        requireLimit(part);
        return new Tolerance(
                "at most " + part + " of the right number",
                (expected, actual) -> distance(expected, actual) <= part * Math.abs(expected.doubleValue()));
    }

    /**
     * Allow this many steps between neighbouring floating-point numbers, of 32 bits if either number has as many.
     *
     * @throws IllegalArgumentException if they are less than none
     */
    public static Tolerance ulps(int steps) {
        requireLimit(steps);
        return new Tolerance(
                "at most " + steps + " ulps",
                (expected, actual) -> isFinite(expected, actual) && areNear(expected, actual, steps));
    }

    /** Tell whether a number, not equal to the right one, is near enough. */
    public boolean covers(Number expected, Number actual) {
        return isNear.test(expected, actual);
    }

    /** Return it in words. */
    @Override
    public String toString() {
        return words;
    }

    private static boolean areNear(Number expected, Number actual, int steps) {
        boolean isNarrow = expected instanceof Float || actual instanceof Float;
        long one = isNarrow ? position(expected.floatValue()) : position(expected.doubleValue());
        long other = isNarrow ? position(actual.floatValue()) : position(actual.doubleValue());
        // The ends of the scale are further apart than a long can say.
        return Long.compareUnsigned(Math.max(one, other) - Math.min(one, other), steps) <= 0;
    }

    /** Return the number of steps from zero to a number; half as long below a power of two, they cannot be taken from a distance. */
    private static long position(double number) {
        long bits = Double.doubleToLongBits(number);
        return bits < 0 ? Long.MIN_VALUE - bits : bits;
    }

    private static long position(float number) {
        int bits = Float.floatToIntBits(number);
        return bits < 0 ? Integer.MIN_VALUE - bits : bits;
    }

    private static boolean isFinite(Number expected, Number actual) {
        return Double.isFinite(expected.doubleValue()) && Double.isFinite(actual.doubleValue());
    }

    private static void requireLimit(double limit) {
        if (!(limit >= 0 && limit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A tolerance must be a number of zero or more, but is " + limit + ".");
        }
    }

    private static double distance(Number expected, Number actual) {
        if (!isFinite(expected, actual)) {
            return Double.NaN;
        }
        // Doubles would call neighbours beyond 2^53 equal.
        return exactly(expected).subtract(exactly(actual)).abs().doubleValue();
    }

    private static BigDecimal exactly(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return number instanceof Float || number instanceof Double
                ? new BigDecimal(number.doubleValue())
                : BigDecimal.valueOf(number.longValue());
    }
}
