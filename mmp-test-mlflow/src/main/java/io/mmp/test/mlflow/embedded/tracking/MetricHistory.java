package io.mmp.test.mlflow.embedded.tracking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All values of one metric of one run; never empty once it is used. */
final class MetricHistory {

    private static final int FEW = 4;

    // Most metrics have a value or two; a hash table for each of them would cost most of a server's memory.
    private List<Metric> values = new ArrayList<>(1);
    private Set<Metric> seen = Set.of();
    private Metric latest = Metric.of("", 0, 0, Long.MIN_VALUE);

    /** Add a value, unless the same one was logged before. */
    void add(Metric metric) {
        if (seen.isEmpty() && values.size() >= FEW) {
            seen = new LinkedHashSet<>(values);
        }
        if (values.size() < FEW ? values.contains(metric) : !seen.add(metric)) {
            return;
        }
        if (values.isEmpty() || Metric.RECENCY.compare(metric, latest) > 0) {
            latest = metric;
        }
        values.add(metric);
    }

    /** Return the value with the largest step, timestamp and value. */
    Metric latest() {
        return latest;
    }

    /** Return all values in the order in which they were logged. */
    List<Metric> values() {
        return values;
    }

    /** Return all values in an order. */
    List<Metric> sorted(Comparator<Metric> order) {
        return values.stream().sorted(order).toList();
    }
}
