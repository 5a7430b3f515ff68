package io.mmp.test.recovery;

import io.mmp.test.text.Quantities;
import java.time.Duration;

/** Prints durations and refuses those that cannot be. */
final class Times {

    private Times() {}

    static String print(Duration duration) {
        return duration.isNegative() ? "-" + print(duration.negated()) : Quantities.millis(duration.toNanos() / 1e6);
    }

    static Duration requirePositive(Duration duration, String what) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("The %s must be above 0, but is %s.".formatted(what, duration));
        }
        return duration;
    }

    static Duration requireNotNegative(Duration duration, String what) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("The %s must not be negative, but is %s.".formatted(what, duration));
        }
        return duration;
    }
}
