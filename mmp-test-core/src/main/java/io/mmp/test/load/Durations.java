package io.mmp.test.load;

import io.mmp.test.text.Quantities;
import java.time.Duration;

/** Checks and prints durations. */
final class Durations {

    /** What nanoseconds in a long can hold, with room to add: a year. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private Durations() {}

    static Duration requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new LoadException("%s must be above 0 and at most a year, but is %s.".formatted(name, duration));
        }
        return duration;
    }

    static Duration requireNotNegative(String name, Duration duration) {
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new LoadException("%s must be from 0 to a year, but is %s.".formatted(name, duration));
        }
        return duration;
    }

    /** Print in the largest unit that suits, such as {@code 1.5 s} or {@code 20 ms}. */
    static String print(Duration duration) {
        return printMillis(millis(duration.toNanos()));
    }

    static String printMillis(double millis) {
        if (Double.isInfinite(millis)) {
            return "never";
        }
        if (Double.isNaN(millis)) {
            return "-";
        }
        return Quantities.millis(millis);
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }
}
