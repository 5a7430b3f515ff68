package io.mmp.test.monitor;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the series of a metric that have some labels.
 *
 * @since 0.1.0
 */
public class SeriesAssert extends AbstractAssert<SeriesAssert, MetricFamily> {

    private final Map<String, String> labels;

    /** Start assertions; users come here by {@link MetricAssert#withLabels}. */
    protected SeriesAssert(@Nullable MetricFamily actual, Map<String, String> labels) {
        super(actual, SeriesAssert.class);
        this.labels = Map.copyOf(labels);
    }

    /**
     * Verify that there is one such series, and this is its value; of a histogram or summary that of its count.
     *
     * <pre><code>
     * assertThat(metrics).hasCounter("http_requests_total").withLabels(Map.of("status", "200")).hasValue(3); // passes
     * assertThat(metrics).hasCounter("http_requests_total").withLabels(Map.of("status", "200")).hasValue(4); // fails
     * </code></pre>
     */
    public SeriesAssert hasValue(double value) {
        Sample sample = single();
        if (Double.compare(sample.value(), value) != 0 && sample.value() != value) {
            failWithMessage(
                    "%nExpecting %s to have the value %s, but it has %s.",
                    Labels.series(sample.name(), sample.labels()), Labels.number(value), Labels.number(sample.value()));
        }
        return myself;
    }

    /**
     * Verify that there is one such series, and its value lies between these, both included.
     *
     * <pre><code>
     * assertThat(metrics).hasGauge("queue_length").withLabels(Map.of("queue", "train")).hasValueBetween(0, 100); // passes
     * assertThat(metrics).hasGauge("queue_length").withLabels(Map.of("queue", "train")).hasValueBetween(0, 1); // fails
     * </code></pre>
     */
    public SeriesAssert hasValueBetween(double min, double max) {
        Sample sample = single();
        if (!(sample.value() >= min && sample.value() <= max)) {
            failWithMessage(
                    "%nExpecting %s to have a value from %s to %s, but it has %s.",
                    Labels.series(sample.name(), sample.labels()),
                    Labels.number(min),
                    Labels.number(max),
                    Labels.number(sample.value()));
        }
        return myself;
    }

    private Sample single() {
        isNotNull();
        List<Sample> values = values(actual.samples().stream()
                .filter(sample -> Labels.match(sample.labels(), labels))
                .toList());
        if (values.size() != 1) {
            failWithMessage(
                    "%nExpecting one series of %s, but there are %s, of which withLabels(...) takes one:%n  %s",
                    Labels.series(actual.name(), labels),
                    values.size(),
                    MetricsAssert.shown(values.stream().map(Sample::toString).toList()));
        }
        return values.get(0);
    }

    /** Return those that count as the value: the count of a histogram or summary, the total of a counter. */
    private List<Sample> values(List<Sample> samples) {
        String count = actual.name() + "_count";
        boolean observed = !labels.containsKey("le")
                && !labels.containsKey("quantile")
                && samples.stream().anyMatch(sample -> sample.name().equals(count));
        return samples.stream()
                .filter(sample ->
                        sample.name().equals(actual.name()) || !sample.name().endsWith("_created"))
                .filter(sample -> !observed || sample.name().equals(count))
                .toList();
    }
}
