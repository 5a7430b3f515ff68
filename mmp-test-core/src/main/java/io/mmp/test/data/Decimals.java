package io.mmp.test.data;

import java.math.BigDecimal;
import java.math.MathContext;

/** Writes doubles as texts that are read back as the same doubles, alike on each JDK: {@code Double.toString} changed in JDK 19. */
final class Decimals {

    private static final int FEWEST_DIGITS = 15;
    private static final int ENOUGH_DIGITS = 17;
    private static final double EXACT = 1e15;

    private Decimals() {}

    static double scale(int decimals) {
        double scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        return scale;
    }

    /** Append a value with so many decimals, or with as many as it needs if the number is negative. */
    static void append(StringBuilder text, double value, int decimals) {
        double scaled = value * scale(Math.max(0, decimals));
        if (decimals >= 0 && Math.abs(scaled) < EXACT) {
            appendScaled(text, Math.round(scaled), decimals);
        } else {
            appendExact(text, value);
        }
    }

    private static void appendScaled(StringBuilder text, long scaled, int decimals) {
        if (scaled < 0) {
            text.append('-');
        }
        String digits = Long.toString(Math.abs(scaled));
        int whole = digits.length() - decimals;
        if (whole <= 0) {
            text.append("0.").append("0".repeat(-whole)).append(digits);
        } else {
            text.append(digits, 0, whole);
            if (decimals > 0) {
                text.append('.').append(digits, whole, digits.length());
            }
        }
    }

    private static void appendExact(StringBuilder text, double value) {
        if (!Double.isFinite(value)) {
            text.append(value); // NaN, Infinity: the same everywhere
            return;
        }
        for (int digits = FEWEST_DIGITS; digits <= ENOUGH_DIGITS; digits++) {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
            if (digits == ENOUGH_DIGITS || rounded.doubleValue() == value) {
                text.append(rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros());
                return;
            }
        }
    }
}
