package io.mmp.test.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.AssertProvider;

/**
 * The metrics of one evaluation, by name.
 *
 * <p>A value: {@code with} returns a copy.
 *
 * @since 0.1.0
 */
public final class MetricBundle implements AssertProvider<MetricBundleAssert> {

    private final Map<String, Double> metrics;

    private MetricBundle(Map<String, Double> metrics) {
        this.metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** Take metrics by name, such as those that a run logged. */
    public static MetricBundle of(Map<String, Double> metrics) {
        return new MetricBundle(metrics);
    }

    /** Begin with one metric. */
    public static MetricBundle of(String name, double value) {
        return of(Map.of(name, value));
    }

    /** Return a copy with one more metric. */
    public MetricBundle with(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(metrics);
        more.put(name, value);
        return new MetricBundle(more);
    }

    /** Return the values by name. */
    public Map<String, Double> metrics() {
        return metrics;
    }

    /** Return the assertions on it. */
    @Override
    public MetricBundleAssert assertThat() {
        return new MetricBundleAssert(this);
    }

    /** Return the names and values. */
    @Override
    public String toString() {
        return metrics.toString();
    }
}
