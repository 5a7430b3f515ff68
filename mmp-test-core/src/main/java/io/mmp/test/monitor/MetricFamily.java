package io.mmp.test.monitor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AssertProvider;

/**
 * A metric with all its series.
 *
 * @param name such as {@code http_requests_total}; without {@code _total} for a counter of OpenMetrics
 * @param type what kind of quantity it is
 * @param help what it means; empty if that is not told
 * @param unit such as {@code seconds}; empty if that is not told, as in Prometheus' own format
 * @param samples in the order of the text; none if only the name and type are told
 * @since 0.1.0
 */
public record MetricFamily(String name, MetricType type, String help, String unit, List<Sample> samples)
        implements AssertProvider<MetricAssert> {

    /** Return the names of the samples that are there, such as {@code latency_bucket}, {@code latency_sum}, {@code latency_count}. */
    public Set<String> sampleNames() {
        Set<String> names = new LinkedHashSet<>();
        samples.forEach(sample -> names.add(sample.name()));
        return names;
    }

    /** Start assertions on it. */
    @Override
    public MetricAssert assertThat() {
        return new MetricAssert(this);
    }

    /** Return the type and the name. */
    @Override
    public String toString() {
        return type + " " + name;
    }
}
