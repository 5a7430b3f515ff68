package io.mmp.test.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * When requests arrive, whatever the service does: the open model, in which users do not wait for one another.
 *
 * <pre>{@code
 * Arrivals.ramp(10, 100, Duration.ofSeconds(30)).then(Arrivals.constant(100, Duration.ofMinutes(1)))
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class Arrivals {

    /** What fits in memory with what becomes of each: about half a gigabyte. */
    private static final int MOST = 10_000_000;

    private static final double HIGHEST_RATE = 1e6;

    private final List<Segment> segments;
    private final boolean random;

    private Arrivals(List<Segment> segments, boolean random) {
        this.segments = List.copyOf(segments);
        this.random = random;
    }

    private static Arrivals of(Segment segment) {
        return new Arrivals(List.of(segment), false);
    }

    /** Let requests arrive at a constant rate, the first at once. */
    public static Arrivals constant(double perSecond, Duration duration) {
        requireRate("rate", perSecond);
        return of(Segment.ramp(perSecond, perSecond, requireDuration(duration)));
    }

    /** Let the rate rise or fall evenly from one to another; one of the two may be 0. */
    public static Arrivals ramp(double fromPerSecond, double toPerSecond, Duration duration) {
        if (fromPerSecond == 0 && toPerSecond == 0) {
            throw new LoadException("A ramp from 0 to 0 requests per second sends nothing.");
        }
        if (fromPerSecond != 0) {
            requireRate("rate at the start of a ramp", fromPerSecond);
        }
        if (toPerSecond != 0) {
            requireRate("rate at the end of a ramp", toPerSecond);
        }
        return of(Segment.ramp(fromPerSecond, toPerSecond, requireDuration(duration)));
    }

    /** Let requests arrive at one rate after another, each for this long. */
    public static Arrivals steps(Duration each, double... perSecond) {
        if (perSecond.length == 0) {
            throw new LoadException("Steps need at least one rate.");
        }
        Arrivals steps = constant(perSecond[0], each);
        for (int i = 1; i < perSecond.length; i++) {
            steps = steps.then(constant(perSecond[i], each));
        }
        return steps;
    }

    /** Let requests arrive at random, as independent users do: a Poisson process of this mean rate. */
    public static Arrivals poisson(double perSecond, Duration duration) {
        return constant(perSecond, duration).withRandomSpacing();
    }

    /** Let this many requests arrive at once. */
    public static Arrivals burst(int requests) {
        if (requests < 1 || requests > MOST) {
            throw new LoadException(
                    "A burst must be of 1 to %s requests, but this is of %s.".formatted(MOST, requests));
        }
        return of(Segment.burst(requests));
    }

    /** Wait this long without an arrival, such as between two bursts. */
    public static Arrivals pause(Duration duration) {
        return of(Segment.ramp(0, 0, requireDuration(duration)));
    }

    /** Return a copy that goes on with others; if either is spaced at random, both are. */
    public Arrivals then(Arrivals next) {
        List<Segment> all = new ArrayList<>(segments);
        all.addAll(next.segments);
        return new Arrivals(all, random || next.random);
    }

    /**
     * Return a copy whose requests arrive at random with these rates, as independent users do, instead of at even distances. The load's
     * seed decides when; bursts stay what they are.
     */
    public Arrivals withRandomSpacing() {
        return new Arrivals(segments, true);
    }

    /** Return how long requests arrive. */
    public Duration duration() {
        return Duration.ofNanos(segments.stream().mapToLong(Segment::nanos).sum());
    }

    /** Return when each request arrives, in nanoseconds from the start, in order. */
    long[] offsets(long seed) {
        double expected = segments.stream()
                .mapToDouble(segment -> segment.requests() + segment.expected())
                .sum();
        if (expected > MOST) {
            throw new LoadException("A load of %s requests is more than the %s of which all latencies can be kept."
                    .formatted(Math.round(expected), MOST));
        }
        long[] offsets = new long[(int) Math.ceil(expected + 10 + 10 * Math.sqrt(expected))];
        int[] count = {0};
        walk(seed, offset -> offsets[count[0]++] = offset);
        if (count[0] == 0) {
            throw new LoadException("No request arrives in %s at these rates. Raise the rate, or let it last longer."
                    .formatted(Durations.print(duration())));
        }
        return Arrays.copyOf(offsets, count[0]);
    }

    /** Requests arrive whenever the number that is expected up to then reaches the next mark: 0, 1, 2, or at random distances of mean 1. */
    private void walk(long seed, LongConsumer arrival) {
        SplittableRandom marks = new SplittableRandom(seed);
        double mark = random ? exponential(marks) : 0;
        double before = 0;
        long start = 0;
        for (Segment segment : segments) {
            for (int i = 0; i < segment.requests(); i++) {
                arrival.accept(start);
            }
            double after = before + segment.expected();
            while (mark < after - 1e-9) {
                arrival.accept(start + segment.nanosUntil(mark - before));
                mark += random ? exponential(marks) : 1;
            }
            before = after;
            start += segment.nanos();
        }
    }

    private static double exponential(SplittableRandom random) {
        return -Math.log(1 - random.nextDouble());
    }

    private static void requireRate(String name, double perSecond) {
        if (!(perSecond > 0 && perSecond <= HIGHEST_RATE)) {
            throw new LoadException("The %s must be above 0 and at most 1000000 requests per second, but is %s."
                    .formatted(name, perSecond));
        }
    }

    private static Duration requireDuration(Duration duration) {
        return Durations.requirePositive("The time for which requests arrive", duration);
    }

    /**
     * A stretch of time in which the rate goes evenly from one to another.
     *
     * @param requests how many arrive at its start, beside those of the rate
     * @param from requests per second at the start
     * @param to requests per second at the end
     * @param nanos how long it takes
     */
    private record Segment(int requests, double from, double to, long nanos) {

        static Segment ramp(double from, double to, Duration duration) {
            return new Segment(0, from, to, duration.toNanos());
        }

        static Segment burst(int requests) {
            return new Segment(requests, 0, 0, 0);
        }

        double seconds() {
            return nanos / 1e9;
        }

        double expected() {
            return (from + to) / 2 * seconds();
        }

        /** Return after how long this many are expected. */
        long nanosUntil(double count) {
            // The number after t seconds is from * t + slope * t * t; this way of solving it has no division by a slope
            // of 0.
            double slope = nanos == 0 ? 0 : (to - from) / (2 * seconds());
            double root = Math.sqrt(Math.max(0, from * from + 4 * slope * count));
            double divisor = from + root;
            return divisor == 0 ? 0 : Math.min(nanos, Math.round(2 * count / divisor * 1e9));
        }
    }
}
