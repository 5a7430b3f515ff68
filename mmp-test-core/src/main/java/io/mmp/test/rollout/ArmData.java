package io.mmp.test.rollout;

import io.mmp.test.load.LoadResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of one arm of a rollout: counts of requests and values of measurements, each by the name of its metric.
 *
 * <pre>{@code
 * ArmData canary = ArmData.of("canary").withCounts("errors", 3, 1_000).withValues("latency", millis);
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies. Observations of a metric that is there already are added to it, so that those of
 * several instances or minutes can be put together.
 *
 * @since 0.1.0
 */
public final class ArmData {

    /** The metric of requests that failed, as {@link #of(String, LoadResult)} counts them. */
    public static final String ERRORS = "errors";

    /** The metric of latencies in milliseconds, as {@link #of(String, LoadResult)} takes them. */
    public static final String LATENCY = "latency";

    /** A count of some trials. */
    record Counts(long count, long trials) {

        double rate() {
            return (double) count / trials;
        }

        Counts scaledTo(long size) {
            return new Counts(Math.round((double) count / trials * size), size);
        }
    }

    private final String name;
    private final Map<String, Counts> counts;
    private final Map<String, double[]> values;

    private ArmData(String name, Map<String, Counts> counts, Map<String, double[]> values) {
        this.name = name;
        this.counts = counts;
        this.values = values;
    }

    /**
     * Start without observations.
     *
     * @param name what messages call the arm, such as "canary"
     */
    public static ArmData of(String name) {
        return new ArmData(name, Map.of(), Map.of());
    }

    /**
     * Take the requests of a load: how many failed as {@link #ERRORS}, and the {@link #LATENCY} of all, which is infinite for those that
     * failed.
     */
    public static ArmData of(String name, LoadResult load) {
        return of(name).withCounts(ERRORS, load.failed(), load.asked())
                .withValues(LATENCY, load.latencies().values());
    }

    /**
     * Return a copy with a count.
     *
     * @param metric the name of the metric, such as "errors"
     * @param count how often it happened
     * @param trials in how many requests; 0 says that there were none, and that nothing is known
     * @throws RolloutException if the count is negative or above that of the trials, or the metric has values
     */
    public ArmData withCounts(String metric, long count, long trials) {
        if (count < 0 || count > trials) {
            throw new RolloutException("Metric '%s' of arm '%s' cannot have happened %s times in %s trials."
                    .formatted(metric, name, count, trials));
        }
        requireAbsent(metric, values.keySet(), "values");
        Map<String, Counts> more = new LinkedHashMap<>(counts);
        more.merge(
                metric,
                new Counts(count, trials),
                (here, there) ->
                        new Counts(Math.addExact(here.count, there.count), Math.addExact(here.trials, there.trials)));
        return new ArmData(name, more, values);
    }

    /**
     * Return a copy with measured values.
     *
     * @param metric the name of the metric, such as "latency"
     * @param measured the values; one that was not measured is NaN, and one of a request that was never answered infinite
     * @throws RolloutException if the metric has counts
     */
    public ArmData withValues(String metric, double... measured) {
        requireAbsent(metric, counts.keySet(), "counts");
        Map<String, double[]> more = new LinkedHashMap<>(values);
        more.merge(metric, measured.clone(), ArmData::joined);
        return new ArmData(name, counts, more);
    }

    private static double[] joined(double[] here, double[] there) {
        double[] both = Arrays.copyOf(here, here.length + there.length);
        System.arraycopy(there, 0, both, here.length, there.length);
        return both;
    }

    private void requireAbsent(String metric, Set<String> others, String kind) {
        if (others.contains(metric)) {
            throw new RolloutException("Metric '%s' of arm '%s' has %s already: it is either counted or measured."
                    .formatted(metric, name, kind));
        }
    }

    /** Return what messages call the arm. */
    public String name() {
        return name;
    }

    /** Return the names of the metrics that were observed, in their order. */
    public Set<String> metrics() {
        Set<String> all = new TreeSet<>(counts.keySet());
        all.addAll(values.keySet());
        return all;
    }

    /** Return how often a metric happened; 0 if it was not counted. */
    public long count(String metric) {
        Counts found = counts.get(metric);
        return found == null ? 0 : found.count;
    }

    /** Return of how many trials a metric was counted; 0 if it was not. */
    public long trials(String metric) {
        Counts found = counts.get(metric);
        return found == null ? 0 : found.trials;
    }

    /** Return the measured values of a metric, NaN among them, in their order; none if it was not measured. */
    public double[] values(String metric) {
        return values.getOrDefault(metric, new double[0]).clone();
    }

    @Nullable
    Counts countsOf(String metric) {
        return counts.get(metric);
    }

    double @Nullable [] valuesOf(String metric) {
        return values.get(metric);
    }

    /** Return the name and what was observed. */
    @Override
    public String toString() {
        return "arm '%s' with %s".formatted(name, metrics().isEmpty() ? "no metrics" : "metrics " + metrics());
    }
}
