package io.mmp.test.feast.table;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/** Converts timestamps to the microseconds since 1970 in UTC that a {@link Column} of timestamps holds. */
public final class Timestamps {

    private static final Duration LONGEST = Duration.of(Long.MAX_VALUE, ChronoUnit.MICROS);

    private Timestamps() {}

    /** Return the microseconds since 1970 in UTC, cutting what is finer. */
    public static long micros(Instant instant) {
        // ChronoUnit.MICROS.between would count nanoseconds first, and overflow after 292 years.
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.get(ChronoField.MICRO_OF_SECOND));
    }

    /** Return the microseconds of this duration; what is longer than 64 bits count is {@link Long#MAX_VALUE}, which nothing exceeds. */
    public static long micros(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : duration.dividedBy(ChronoUnit.MICROS.getDuration());
    }

    /** Return the instant that is this many microseconds after 1970 in UTC. */
    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
