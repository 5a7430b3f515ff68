package io.mmp.test.metrics;

import io.mmp.test.condition.ReasonCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@link MetricsGuard} lets pass. Rates and probabilities go from 0 to 1. A value: the {@code with} methods return changed copies.
 *
 * <p>What cannot be a limit is refused with an {@code IllegalArgumentException}: a negative number or time, a rate above 1, and a group that is
 * not among the {@linkplain #withGroups groups}, so that a name which is misspelt does not pass for ever.
 *
 * @since 0.1.0
 */
public final class Limits {

    private final List<String> groups;
    private final int failures;
    private final double skipRate;
    private final Map<String, Duration> times;
    private final Map<String, Double> coverage;
    private final Map<String, Double> falseAlarms;
    private final int leaks;
    private final double slowdown;
    private final double skipRateRise;
    private final double coverageDrop;
    private final Set<String> forbiddenSkips;

    private Limits(
            List<String> groups,
            int failures,
            double skipRate,
            Map<String, Duration> times,
            Map<String, Double> coverage,
            Map<String, Double> falseAlarms,
            int leaks,
            double slowdown,
            double skipRateRise,
            double coverageDrop,
            Set<String> forbiddenSkips) {
        groups.forEach(Groups::check);
        requireKnown(groups, times);
        requireKnown(groups, coverage);
        requireKnown(groups, falseAlarms);
        if (failures < 0 || leaks < 0) {
            throw new IllegalArgumentException("a number of failures or leaks cannot be negative");
        }
        requireRate(skipRate);
        requireRate(skipRateRise);
        requireRate(coverageDrop);
        coverage.values().forEach(Limits::requireRate);
        falseAlarms.values().forEach(Limits::requireRate);
        if (!(slowdown >= 0) || times.values().stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("a time cannot be negative");
        }
        this.groups = List.copyOf(groups);
        this.failures = failures;
        this.skipRate = skipRate;
        this.times = Map.copyOf(times);
        this.coverage = Map.copyOf(coverage);
        this.falseAlarms = Map.copyOf(falseAlarms);
        this.leaks = leaks;
        this.slowdown = slowdown;
        this.skipRateRise = skipRateRise;
        this.coverageDrop = coverageDrop;
        forbiddenSkips.forEach(ReasonCode::check);
        this.forbiddenSkips = Set.copyOf(forbiddenSkips);
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
        return new Limits(Groups.DEFAULT.names(), 0, 0.15, Map.of(), Map.of(), Map.of(), 0, 0.25, 0.01, 0.01, Set.of());
    }

    /** Require tests in other groups. */
    public Limits withGroups(String... names) {
        return new Limits(
                List.of(names),
                failures,
                skipRate,
                times,
                coverage,
                falseAlarms,
                leaks,
                slowdown,
                skipRateRise,
                coverageDrop,
                forbiddenSkips);
    }

    /** Let this many tests of each group fail. */
    public Limits withFailures(int most) {
        return new Limits(
                groups,
                most,
                skipRate,
                times,
                coverage,
                falseAlarms,
                leaks,
                slowdown,
                skipRateRise,
                coverageDrop,
                forbiddenSkips);
    }

    /** Require a skip rate below this of each group. */
    public Limits withSkipRate(double below) {
        return new Limits(
                groups,
                failures,
                below,
                times,
                coverage,
                falseAlarms,
                leaks,
                slowdown,
                skipRateRise,
                coverageDrop,
                forbiddenSkips);
    }

    /** Let a group, or all as {@code total}, take this much time. */
    public Limits withTime(String group, Duration most) {
        Map<String, Duration> changed = new TreeMap<>(times);
        changed.put(group, most);
        return new Limits(
                groups,
                failures,
                skipRate,
                changed,
                coverage,
                falseAlarms,
                leaks,
                slowdown,
                skipRateRise,
                coverageDrop,
                forbiddenSkips);
    }

    /** Require of a group, or of all as {@code total}, to cover this part of the lines. */
    public Limits withCoverage(String group, double least) {
        Map<String, Double> changed = new TreeMap<>(coverage);
        changed.put(group, least);
        return new Limits(
                groups,
                failures,
                skipRate,
                times,
                changed,
                falseAlarms,
                leaks,
                slowdown,
                skipRateRise,
                coverageDrop,
                forbiddenSkips);
    }

    /**
     * Let the statistical assertions of a group, or of all as {@code total}, fail by accident with this probability, from 0 to 1.
     *
     * <p>It is compared with the sum over all of them: twenty at 95 % confidence are no better than 1, five at 99 % than 0.05.
     */
    public Limits withFalseAlarms(String group, double most) {
        Map<String, Double> changed = new TreeMap<>(falseAlarms);
        changed.put(group, most);
        return new Limits(
                groups,
                failures,
                skipRate,
                times,
                coverage,
                changed,
                leaks,
                slowdown,
                skipRateRise,
                coverageDrop,
                forbiddenSkips);
    }

    /** Let this many things be left behind. */
    public Limits withLeaks(int most) {
        return new Limits(
                groups,
                failures,
                skipRate,
                times,
                coverage,
                falseAlarms,
                most,
                slowdown,
                skipRateRise,
                coverageDrop,
                forbiddenSkips);
    }

    /** Let a group be slower than the baseline by this part of its time. */
    public Limits withSlowdown(double most) {
        return new Limits(
                groups,
                failures,
                skipRate,
                times,
                coverage,
                falseAlarms,
                leaks,
                most,
                skipRateRise,
                coverageDrop,
                forbiddenSkips);
    }

    /** Let the skip rate of a group be higher than in the baseline by this much. */
    public Limits withSkipRateRise(double most) {
        return new Limits(
                groups,
                failures,
                skipRate,
                times,
                coverage,
                falseAlarms,
                leaks,
                slowdown,
                most,
                coverageDrop,
                forbiddenSkips);
    }

    /** Let the coverage of a group be lower than in the baseline by this much. */
    public Limits withCoverageDrop(double most) {
        return new Limits(
                groups,
                failures,
                skipRate,
                times,
                coverage,
                falseAlarms,
                leaks,
                slowdown,
                skipRateRise,
                most,
                forbiddenSkips);
    }

    /**
     * Let no test be skipped with one of these {@linkplain ReasonCode codes}, such as {@code no-gpu}, in addition to those that were named before: on a
     * machine that has a GPU, that one was not found is a fault.
     */
    public Limits withForbiddenSkips(String... codes) {
        Set<String> changed = new TreeSet<>(forbiddenSkips);
        changed.addAll(List.of(codes));
        return new Limits(
                groups,
                failures,
                skipRate,
                times,
                coverage,
                falseAlarms,
                leaks,
                slowdown,
                skipRateRise,
                coverageDrop,
                changed);
    }

    Set<String> forbiddenSkips() {
        return forbiddenSkips;
    }

    List<String> groups() {
        return groups;
    }

    int failures() {
        return failures;
    }

    double skipRate() {
        return skipRate;
    }

    Map<String, Duration> times() {
        return times;
    }

    Map<String, Double> coverage() {
        return coverage;
    }

    Map<String, Double> falseAlarms() {
        return falseAlarms;
    }

    int leaks() {
        return leaks;
    }

    double slowdown() {
        return slowdown;
    }

    double skipRateRise() {
        return skipRateRise;
    }

    double coverageDrop() {
        return coverageDrop;
    }
}
