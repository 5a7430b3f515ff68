package io.mmp.test.measure;

import java.time.Duration;
import java.util.Locale;

/** Prints figures, and converts them to the units in which they are judged. */
final class Figures {

    private static final double MEBIBYTE = 1024 * 1024;

    private Figures() {}

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    static double mebibytes(long bytes) {
        return bytes / MEBIBYTE;
    }

    static String print(Duration duration) {
        double millis = millis(duration);
        return millis < 1000 ? number(millis) + " ms" : number(millis / 1000) + " s";
    }

    static String print(long bytes) {
        return number(mebibytes(bytes)) + " MiB";
    }

    static String percent(double share) {
        return number(share * 100) + " %";
    }

    /** Print three significant digits at most, without a locale. */
    static String number(double value) {
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
