package io.mmp.test.monitor;

import java.util.Locale;
import java.util.regex.Pattern;

/** Reads numbers as both formats write them: as Go does, without its hexadecimal ones. */
final class Numbers {

    private static final Pattern REAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?");

    private Numbers() {}

    /**
     * Read a number, {@code NaN}, {@code +Inf} or {@code -Inf}.
     *
     * @throws NumberFormatException if it is none, or too large for a double
     */
    static double parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("nan")) {
            return Double.NaN;
        }
        if (INFINITE.matcher(lower).matches()) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double value = isReal(text) ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    /** Tell whether a text is a number in digits. */
    static boolean isReal(String text) {
        return REAL.matcher(text).matches();
    }
}
