package io.mmp.test.rollout;

import java.time.Duration;
import java.util.Locale;

/** Prints figures without a locale. */
final class Figures {

    private Figures() {}

    static String percent(double share) {
        return number(100 * share) + " %";
    }

    static String print(Duration duration) {
        return millis(duration.toNanos() / 1e6);
    }

    static String millis(double millis) {
        if (Double.isNaN(millis)) {
            return "-";
        }
        return millis < 1000 ? number(millis) + " ms" : number(millis / 1000) + " s";
    }

    /** Print three significant digits at most. */
    static String number(double value) {
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
