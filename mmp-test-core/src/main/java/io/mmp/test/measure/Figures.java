package io.mmp.test.measure;

import io.mmp.test.text.Quantities;
import java.time.Duration;

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
        return Quantities.millis(millis(duration));
    }

    static String print(long bytes) {
        return Quantities.number(mebibytes(bytes)) + " MiB";
    }

    static String percent(double share) {
        return Quantities.number(share * 100) + " %";
    }
}
