package io.mmp.test.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@link MetricsGuard} lets pass. Rates go from 0 to 1.
 *
 * @param groups the groups that must have tests
 * @param failures how many tests of a group may fail
 * @param skipRate the skip rate that each group must stay below, unless it skips nothing
 * @param times the most time that groups may take, by name, or all together as {@code total}
 * @param coverage the least part of the lines that groups must cover, by name, or all together as {@code total}
 * @param leaks how many things the tests may leave behind
 * @param slowdown the part of the baseline's time by which a group may be slower; less than a second is never held against it
 * @param skipRateRise how much higher than in the baseline the skip rate of a group may be
 * @param coverageDrop how much lower than in the baseline the coverage of a group may be
 */
public record Limits(
        List<String> groups,
        int failures,
        double skipRate,
        Map<String, Duration> times,
        Map<String, Double> coverage,
        int leaks,
        double slowdown,
        double skipRateRise,
        double coverageDrop) {

    /**
     * Let pass what is given.
     *
     * @throws IllegalArgumentException if a number is negative, or a time or coverage is limited for a group that is not in {@code groups}
     */
    public Limits {
        groups = List.copyOf(groups);
        times = Map.copyOf(times);
        coverage = Map.copyOf(coverage);
        groups.forEach(Groups::check);
        requireKnown(groups, times);
        requireKnown(groups, coverage);
        if (failures < 0 || leaks < 0) {
            throw new IllegalArgumentException("a number of failures or leaks cannot be negative");
        }
        requireRate(skipRate);
        requireRate(skipRateRise);
        requireRate(coverageDrop);
        coverage.values().forEach(Limits::requireRate);
        if (!(slowdown >= 0) || times.values().stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("a time cannot be negative");
        }
    }

    private static void requireKnown(List<String> groups, Map<String, ?> limits) {
        for (String name : limits.keySet()) {
            if (!name.equals(Groups.TOTAL) && !groups.contains(name)) {
                throw new IllegalArgumentException(
                        "'%s' is limited, but is not one of the groups %s".formatted(name, groups));
            }
        }
    }

    private static void requireRate(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a rate must be from 0 to 1, not " + rate);
        }
    }

    /**
     * Return the usual limits.
     *
     * <p>The groups {@code unit}, {@code integration} and {@code e2e} with no failure, a skip rate below 15 % and no leak. Against a
     * baseline 25 % more time, a skip rate higher by 1 point, a coverage lower by 1 point. No limit to time and coverage by themselves,
     * which nobody can know but the user.
     */
    public static Limits defaults() {
        return new Limits(Groups.DEFAULT.names(), 0, 0.15, Map.of(), Map.of(), 0, 0.25, 0.01, 0.01);
    }

    /** Require tests in other groups. */
    public Limits withGroups(String... names) {
        return new Limits(
                List.of(names), failures, skipRate, times, coverage, leaks, slowdown, skipRateRise, coverageDrop);
    }

    /** Let this many tests of each group fail. */
    public Limits withFailures(int most) {
        return new Limits(groups, most, skipRate, times, coverage, leaks, slowdown, skipRateRise, coverageDrop);
    }

    /** Require a skip rate below this of each group. */
    public Limits withSkipRate(double below) {
        return new Limits(groups, failures, below, times, coverage, leaks, slowdown, skipRateRise, coverageDrop);
    }

    /** Let a group, or all as {@code total}, take this much time. */
    public Limits withTime(String group, Duration most) {
        Map<String, Duration> changed = new TreeMap<>(times);
        changed.put(group, most);
        return new Limits(groups, failures, skipRate, changed, coverage, leaks, slowdown, skipRateRise, coverageDrop);
    }

    /** Require of a group, or of all as {@code total}, to cover this part of the lines. */
    public Limits withCoverage(String group, double least) {
        Map<String, Double> changed = new TreeMap<>(coverage);
        changed.put(group, least);
        return new Limits(groups, failures, skipRate, times, changed, leaks, slowdown, skipRateRise, coverageDrop);
    }

    /** Let this many things be left behind. */
    public Limits withLeaks(int most) {
        return new Limits(groups, failures, skipRate, times, coverage, most, slowdown, skipRateRise, coverageDrop);
    }

    /** Let a group be slower than the baseline by this part of its time. */
    public Limits withSlowdown(double most) {
        return new Limits(groups, failures, skipRate, times, coverage, leaks, most, skipRateRise, coverageDrop);
    }

    /** Let the skip rate of a group be higher than in the baseline by this much. */
    public Limits withSkipRateRise(double most) {
        return new Limits(groups, failures, skipRate, times, coverage, leaks, slowdown, most, coverageDrop);
    }

    /** Let the coverage of a group be lower than in the baseline by this much. */
    public Limits withCoverageDrop(double most) {
        return new Limits(groups, failures, skipRate, times, coverage, leaks, slowdown, skipRateRise, most);
    }
}
