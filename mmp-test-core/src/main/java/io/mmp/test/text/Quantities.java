package io.mmp.test.text;

import java.util.Locale;

/** Prints quantities for people, the same on every machine. */
public final class Quantities {

    private Quantities() {}

    /** Print three significant digits at most, and all before the point. */
    public static String number(double value) {
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** Print milliseconds in the unit that suits, such as {@code 1.5 s} or {@code 20 ms}. */
    public static String millis(double millis) {
        return millis < 1000 ? number(millis) + " ms" : number(millis / 1000) + " s";
    }
}
