package io.mmp.test.contract;

import java.math.BigDecimal;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Brings values into a form in which those that are one are equal: numbers of any width, 0.0 and -0.0, decimals of any scale. */
final class Keys {

    private static final double BEYOND_LONG = 0x1p63;
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Keys() {}

    static Object of(Object value) {
        if (value instanceof Long || value instanceof String) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            // Its shortest text is what was meant: 0.1f is 0.1.
            return ofDouble(number.isNaN() || number.isInfinite() ? number : Double.parseDouble(number.toString()));
        }
        if (value instanceof Double number) {
            return ofDouble(number);
        }
        if (value instanceof BigDecimal number) {
            return ofDecimal(number);
        }
        return value instanceof ZonedDateTime zoned
                ? zoned.toInstant()
                : value instanceof Enum<?> constant ? constant.name() : value;
    }

    private static Object ofDouble(double number) {
        boolean isLong = number == Math.rint(number) && number >= -BEYOND_LONG && number < BEYOND_LONG;
        return isLong ? (Object) (long) number : (Object) number;
    }

    private static Object ofDecimal(BigDecimal number) {
        if (number.signum() == 0) {
            return 0L;
        }
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.scale() <= 0 && plain.compareTo(LEAST) >= 0 && plain.compareTo(GREATEST) <= 0) {
            return plain.longValueExact();
        }
        double nearest = plain.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(plain) == 0
                ? (Object) nearest
                : plain;
    }

    /** Tell whether there is nothing: null, or NaN, which is what pandas writes in place of null. */
    static boolean isNothing(@Nullable Object value) {
        return value == null
                || (value instanceof Double wide && wide.isNaN())
                || (value instanceof Float narrow && narrow.isNaN());
    }
}
