package io.mmp.test.table;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;

/**
 * Numbers timestamps so that the later one has the greater number, without losing anything.
 *
 * <p>Between the years 1824 and 2116 a number is one nanosecond more than the number before it, which is what pandas keeps; beyond, out
 * to the year 147,000 in both directions, it is one microsecond more, which is what databases keep in their far years that mean
 * "for ever". A timestamp that has no number of its own is refused. Numbers are compared, never subtracted: see {@link #isLonger}.
 *
 * @since 0.1.0
 */
public final class Timestamps {

    /** The greatest number whose distance to 1970 is in nanoseconds: about 2<sup>62</sup>, in whole seconds. */
    private static final long FINE = 4_611_686_018_000_000_000L;

    private static final long FINE_MICROS = FINE / 1_000;
    private static final long FINE_SECONDS = FINE / 1_000_000_000;

    /** The greatest distance to 1970; the numbers behind it stay free, to mean always and never. */
    private static final long MOST_MICROS = Long.MAX_VALUE - 1 - FINE + FINE_MICROS;

    private Timestamps() {}

    /**
     * Return the number of an instant.
     *
     * @throws IllegalArgumentException if it has none: it is finer than a microsecond in a far year, or too far away
     */
    public static long number(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (isFineSecond(seconds)) {
            return seconds * 1_000_000_000 + instant.get(ChronoField.NANO_OF_SECOND);
        }
        if (isTooFar(seconds)) {
            throw new IllegalArgumentException("takes timestamps of the years -147,000 to 147,000, not " + instant);
        }
        if (instant.get(ChronoField.NANO_OF_SECOND) % 1_000 != 0) {
            throw tooFine(instant);
        }
        return ofMicros(seconds * 1_000_000 + instant.get(ChronoField.NANO_OF_SECOND) / 1_000);
    }

    /** Return the greatest number of what is not later than an instant. */
    public static long numberUntil(Instant instant) {
        if (isTooFar(instant.getEpochSecond())) {
            return instant.getEpochSecond() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        boolean isFine = isFineSecond(instant.getEpochSecond());
        return number(isFine ? instant : instant.minusNanos(instant.get(ChronoField.NANO_OF_SECOND) % 1_000));
    }

    /**
     * Return the number of the timestamp that is this many microseconds after 1970 in UTC.
     *
     * @throws IllegalArgumentException if it is too far away
     */
    static long ofMicros(long micros) {
        if (micros <= FINE_MICROS && micros >= -FINE_MICROS) {
            return micros * 1_000;
        }
        if (micros > MOST_MICROS || micros < -MOST_MICROS) {
            throw new IllegalArgumentException(
                    "takes timestamps of the years -147,000 to 147,000, not %s microseconds since 1970"
                            .formatted(micros));
        }
        return micros > 0 ? FINE + (micros - FINE_MICROS) : -FINE + (micros + FINE_MICROS);
    }

    /**
     * Return the number of the timestamp that is this many nanoseconds after 1970 in UTC.
     *
     * @throws IllegalArgumentException if it is finer than a microsecond in a far year
     */
    static long ofNanos(long nanos) {
        if (nanos <= FINE && nanos >= -FINE) {
            return nanos;
        }
        if (nanos % 1_000 != 0) {
            throw tooFine(Instant.EPOCH.plusNanos(nanos));
        }
        return ofMicros(nanos / 1_000);
    }

    /** Return the instant of a number. */
    public static Instant instant(long number) {
        if (isFine(number)) {
            return Instant.ofEpochSecond(Math.floorDiv(number, 1_000_000_000L), Math.floorMod(number, 1_000_000_000L));
        }
        long micros = number > 0 ? (number - FINE) + FINE_MICROS : (number + FINE) - FINE_MICROS;
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    /** Tell whether the time between two timestamps, given by their numbers, is longer than this. */
    public static boolean isLonger(long from, long to, Duration limit) {
        return (isFine(from) && isFine(to))
                ? to - from > nanos(limit)
                : Duration.between(instant(from), instant(to)).compareTo(limit) > 0;
    }

    /** Return the nanoseconds of a duration, or the most there are, which is more than lies between any two fine numbers. */
    private static long nanos(Duration limit) {
        return limit.getSeconds() >= Long.MAX_VALUE / 1_000_000_000
                ? Long.MAX_VALUE
                : limit.getSeconds() * 1_000_000_000 + limit.getNano();
    }

    /** Return the microseconds since 1970 in UTC, which is what Feast's own stores keep, cutting what is finer. */
    public static long micros(Instant instant) {
        // ChronoUnit.MICROS.between would count nanoseconds first, and overflow after 292 years.
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.get(ChronoField.MICRO_OF_SECOND));
    }

    private static boolean isFine(long number) {
        return number <= FINE && number >= -FINE;
    }

    private static boolean isTooFar(long seconds) {
        return Math.abs(seconds) >= MOST_MICROS / 1_000_000;
    }

    private static boolean isFineSecond(long seconds) {
        return seconds < FINE_SECONDS && seconds >= -FINE_SECONDS;
    }

    private static IllegalArgumentException tooFine(Instant instant) {
        return new IllegalArgumentException(
                "takes timestamps in whole microseconds before 1824 and after 2116, not %s; truncate it first"
                        .formatted(instant));
    }
}
