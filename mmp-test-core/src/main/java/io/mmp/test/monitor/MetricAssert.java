package io.mmp.test.monitor;

import io.mmp.test.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on one metric.
 *
 * @since 0.1.0
 */
public class MetricAssert extends AbstractAssert<MetricAssert, MetricFamily> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<MetricFamily, MetricAssert> METRIC =
            new InstanceOfAssertFactory<>(MetricFamily.class, MetricAssert::new);

    /** Start assertions, for AssertJ's soft assertions; others use {@link MonitorAssertions#assertThat(MetricFamily)}. */
    public MetricAssert(@Nullable MetricFamily actual) {
        super(actual, MetricAssert.class);
    }

    /**
     * Verify that at least one series has these labels and others, and go on with all that have.
     *
     * <pre><code>
     * assertThat(metrics).hasCounter("http_requests_total").withLabels(Map.of("method", "GET")).hasValue(3); // passes
     * assertThat(metrics).hasCounter("http_requests_total").withLabels(Map.of("methd", "GET")); // fails: Did you mean 'method'?
     * </code></pre>
     */
    public SeriesAssert withLabels(Map<String, String> labels) {
        isNotNull();
        if (actual.samples().stream().noneMatch(sample -> Labels.match(sample.labels(), labels))) {
            failWithMessage(
                    "%nExpecting %s to have a series with %s, but %s",
                    quoted(), Labels.print(labels), LabelSearch.why(actual.samples(), labels));
        }
        SeriesAssert series = new SeriesAssert(actual, labels);
        return info.hasDescription() ? series.as(info.description()) : series;
    }

    /**
     * Verify that each series has these labels and no others; {@code le} and {@code quantile} are not counted.
     *
     * <pre><code>
     * assertThat(metrics).hasCounter("http_requests_total").hasLabels("method", "status"); // passes
     * assertThat(metrics).hasCounter("http_requests_total").hasLabels("method"); // fails: some have 'status', too
     * </code></pre>
     */
    public MetricAssert hasLabels(String... names) {
        isNotNull();
        hasSeries();
        Set<String> expected = new TreeSet<>(Arrays.asList(names));
        List<String> others = actual.samples().stream()
                .filter(sample -> !new TreeSet<>(Labels.without(sample.labels(), List.of("le", "quantile"))
                                .keySet())
                        .equals(expected))
                .map(sample -> "line %s: %s".formatted(sample.line(), sample))
                .toList();
        if (!others.isEmpty()) {
            Set<String> known = new TreeSet<>();
            actual.samples().forEach(sample -> known.addAll(sample.labels().keySet()));
            String hints = expected.stream()
                    .filter(name -> !known.contains(name))
                    .map(name -> Nearest.hint(name, known))
                    .findFirst()
                    .orElse("");
            failWithMessage(
                    "%nExpecting each series of %s to have the labels %s and no others, but these have not:%n  %s%s",
                    quoted(), expected, MetricsAssert.shown(others), hints);
        }
        return myself;
    }

    /**
     * Verify that this is the value of its only series, of a histogram or summary that of its count.
     *
     * <pre><code>
     * assertThat(metrics).hasGauge("queue_length").hasValue(0); // passes
     * assertThat(metrics).hasGauge("queue_length").hasValue(0); // fails if two queues have a series each
     * </code></pre>
     */
    public MetricAssert hasValue(double value) {
        hasSeries();
        withLabels(Map.of()).hasValue(value);
        return myself;
    }

    /**
     * Verify that the value of its only series lies between these, both included.
     *
     * <pre><code>
     * assertThat(metrics).hasGauge("queue_length").hasValueBetween(0, 100); // passes
     * assertThat(metrics).hasGauge("queue_length").hasValueBetween(0, 100); // fails if it is NaN
     * </code></pre>
     */
    public MetricAssert hasValueBetween(double min, double max) {
        hasSeries();
        withLabels(Map.of()).hasValueBetween(min, max);
        return myself;
    }

    /**
     * Verify that its help text is this.
     *
     * <pre><code>
     * assertThat(metrics).hasGauge("queue_length").hasHelp("Jobs that wait."); // passes
     * assertThat(metrics).hasGauge("queue_length").hasHelp(""); // fails
     * </code></pre>
     */
    public MetricAssert hasHelp(String help) {
        isNotNull();
        if (!actual.help().equals(help)) {
            failWithMessage(
                    "%nExpecting the help text of %s to be:%n  %s%nbut it is:%n  %s", quoted(), help, actual.help());
        }
        return myself;
    }

    private void hasSeries() {
        isNotNull();
        if (actual.samples().isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have a series, but only its name and type are told: a series with labels comes into being when it is first used.",
                    quoted());
        }
    }

    private String quoted() {
        return "%s '%s'".formatted(actual.type(), actual.name());
    }
}
