package io.mmp.test.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Reads numbers, and refuses those that the type of their column would change. */
final class Numbers {

    /** So many characters of plain digits are in every double, and in every float. */
    private static final int SAFE_DOUBLE = 15;

    private static final int SAFE_FLOAT = 6;

    private Numbers() {}

    /** Return the float of this double, which is that number, or its shortest text. */
    static float asFloat(double number) {
        float narrowed = (float) number;
        if (narrowed != number && !Double.isNaN(number)) {
            requireKept(Double.toString(number), number, narrowed, ValueType.FLOAT);
        }
        return narrowed;
    }

    static float parseFloat(String text) {
        double special = special(text);
        if (special != 0) {
            return (float) special;
        }
        float number = Float.parseFloat(plain(text));
        if (text.length() > SAFE_FLOAT || !isPlain(text)) {
            requireKept(text, Double.NaN, number, ValueType.FLOAT);
        }
        return number;
    }

    static double parseDouble(String text) {
        double special = special(text);
        if (special != 0) {
            return special;
        }
        double number = Double.parseDouble(plain(text));
        if (text.length() > SAFE_DOUBLE || !isPlain(text)) {
            requireKept(text, Double.NaN, number, ValueType.DOUBLE);
        }
        return number;
    }

    /** Return the integer of a text, which may have a fraction of zeros: pandas writes 5.0 where a null is near. */
    static long parseLong(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            if (text.matches("[-+]?[0-9]+\\.0+")) {
                return Long.parseLong(text.substring(0, text.indexOf('.')));
            }
            throw e;
        }
    }

    /** Return what NaN or infinity is spelt, or zero. */
    private static double special(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan", "-nan", "+nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> 0;
        };
    }

    /** Refuse what Java alone takes for a number: 1f, 0x1p3, blanks around it. */
    private static String plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("+-.0123456789eE".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException("it must be a decimal number");
            }
        }
        return text;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("+-.0123456789".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Accept a number that, printed with as many digits as its text, is its text: 0.1 as a float, but not 16777217. */
    private static void requireKept(String text, double exact, double kept, ValueType type) {
        if (!Double.isInfinite(kept)) {
            BigDecimal given = new BigDecimal(text);
            BigDecimal own = new BigDecimal(kept);
            MathContext digits = new MathContext(Math.max(1, given.precision()), RoundingMode.HALF_EVEN);
            if (own.compareTo(given) == 0 || own.round(digits).compareTo(given) == 0) {
                return;
            }
        } else if (Double.isInfinite(exact)) {
            return;
        }
        throw new IllegalArgumentException("takes %s, which would make %s of %s"
                .formatted(type, type == ValueType.FLOAT ? (Object) (float) kept : (Object) kept, Cells.print(text)));
    }
}
