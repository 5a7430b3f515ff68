package io.mmp.test.monitor;

import static java.util.stream.Collectors.joining;

import io.mmp.test.text.Nearest;
import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the metrics of a service.
 *
 * @since 0.1.0
 */
public class MetricsAssert extends AbstractAssert<MetricsAssert, Metrics> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<Metrics, MetricsAssert> METRICS =
            new InstanceOfAssertFactory<>(Metrics.class, MetricsAssert::new);

    private static final int SHOWN = 10;

    /** Start assertions, for AssertJ's soft assertions; others use {@link MonitorAssertions#assertThat(Metrics)}. */
    public MetricsAssert(@Nullable Metrics actual) {
        super(actual, MetricsAssert.class);
    }

    /**
     * Verify that metrics of these names are there, or samples of them, of whatever type.
     *
     * <pre><code>
     * assertThat(metrics).hasMetrics("http_requests_total", "up_since_seconds"); // passes
     * assertThat(metrics).hasMetrics("http_request_total"); // fails: Did you mean 'http_requests_total'?
     * </code></pre>
     */
    public MetricsAssert hasMetrics(String... names) {
        isNotNull();
        List<String> missing = Arrays.stream(names)
                .filter(name -> actual.family(name).isEmpty())
                .map(name -> "'%s'%s".formatted(name, Nearest.hint(name, actual.names())))
                .toList();
        if (names.length == 0) {
            throw new IllegalArgumentException("Name the metrics.");
        }
        if (!missing.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have %s, but these are not there:%n  %s%nThere %s.",
                    where(), String.join(", ", names), shown(missing), there());
        }
        return myself;
    }

    /**
     * Verify that a metric of this name is a counter, and go on with it.
     *
     * <pre><code>
     * assertThat(metrics).hasCounter("http_requests_total").withLabels(Map.of("status", "200")).hasValue(3); // passes
     * assertThat(metrics).hasCounter("queue_length"); // fails: it is a gauge
     * </code></pre>
     */
    public MetricAssert hasCounter(String name) {
        return hasMetric(name, MetricType.COUNTER);
    }

    /**
     * Verify that a metric of this name is a gauge, and go on with it.
     *
     * <pre><code>
     * assertThat(metrics).hasGauge("queue_length").hasValueBetween(0, 100); // passes
     * assertThat(metrics).hasGauge("http_requests_total"); // fails: it is a counter
     * </code></pre>
     */
    public MetricAssert hasGauge(String name) {
        return hasMetric(name, MetricType.GAUGE);
    }

    /**
     * Verify that a metric of this name is a histogram, and go on with it.
     *
     * <pre><code>
     * assertThat(metrics).hasHistogram("latency_seconds").hasLabels("method"); // passes
     * assertThat(metrics).hasHistogram("latency_quantiles_seconds"); // fails: it is a summary
     * </code></pre>
     */
    public MetricAssert hasHistogram(String name) {
        return hasMetric(name, MetricType.HISTOGRAM);
    }

    /**
     * Verify that a metric of this name is a summary, and go on with it.
     *
     * <pre><code>
     * assertThat(metrics).hasSummary("latency_quantiles_seconds"); // passes
     * assertThat(metrics).hasSummary("latency_seconds"); // fails: it is a histogram
     * </code></pre>
     */
    public MetricAssert hasSummary(String name) {
        return hasMetric(name, MetricType.SUMMARY);
    }

    /**
     * Verify that a metric of this name is there and of this type, and go on with it.
     *
     * <pre><code>
     * assertThat(metrics).hasMetric("build_info", MetricType.GAUGE); // passes
     * assertThat(metrics).hasMetric("build_info", MetricType.COUNTER); // fails
     * </code></pre>
     */
    public MetricAssert hasMetric(String name, MetricType type) {
        hasMetrics(name);
        MetricFamily family = actual.family(name).orElseThrow();
        if (family.type() != type) {
            failWithMessage("%nExpecting '%s' of %s to be a %s, but it is a %s.", name, where(), type, family.type());
        }
        MetricAssert metric = new MetricAssert(family);
        return info.hasDescription() ? metric.as(info.description()) : metric;
    }

    /**
     * Verify that no metric has more series than this: each combination of label values is one, and a label with a user's name or a whole
     * path makes as many as there are users or paths. Buckets and quantiles of a series count as one.
     *
     * <pre><code>
     * assertThat(metrics).hasAtMostSeriesEach(50); // passes if methods and statuses are the labels
     * assertThat(metrics).hasAtMostSeriesEach(50); // fails if a label has the user's name, and 51 users came
     * </code></pre>
     */
    public MetricsAssert hasAtMostSeriesEach(int most) {
        isNotNull();
        List<String> offenders = new ArrayList<>();
        for (MetricFamily family : actual.families()) {
            Set<Map<String, String>> series = new HashSet<>();
            family.samples().forEach(sample -> series.add(Labels.without(sample.labels(), List.of("le", "quantile"))));
            if (series.size() > most) {
                offenders.add("'%s' has %s: %s".formatted(family.name(), series.size(), cardinalities(series)));
            }
        }
        return failIfAny(offenders, "to have at most %s a metric".formatted(most + " series"));
    }

    private static String cardinalities(Set<Map<String, String>> series) {
        Map<String, Set<String>> values = new TreeMap<>();
        series.forEach(labels -> labels.forEach((label, value) ->
                values.computeIfAbsent(label, l -> new HashSet<>()).add(value)));
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparingInt((Set<String> found) -> -found.size())))
                .map(label -> "label '%s' has %s"
                        .formatted(label.getKey(), Words.count(label.getValue().size(), "value")))
                .collect(joining(", "));
    }

    /**
     * Verify that names and help texts keep to <a href="https://prometheus.io/docs/practices/naming/">Prometheus' conventions</a>: counters and they alone end in {@code _total}, units are base units and spelt out, no name tells
     * the type, no colons nor capitals, {@code le} and {@code quantile} belong to buckets and quantiles, each metric has a help text.
     *
     * <pre><code>
     * assertThat(metrics).hasConventionalNames(); // passes with http_request_duration_seconds
     * assertThat(metrics).hasConventionalNames(); // fails with http_request_duration_ms
     * </code></pre>
     */
    public MetricsAssert hasConventionalNames() {
        isNotNull();
        return failIfAny(
                actual.families().stream()
                        .flatMap(family -> NameConventions.offences(family).stream())
                        .toList(),
                "to have names after Prometheus' conventions");
    }

    private MetricsAssert failIfAny(List<String> offenders, String what) {
        if (actual.families().isEmpty()) {
            failWithMessage("%nExpecting %s %s, but it has no metric at all.", where(), what);
        }
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s %s, but %s:%n  %s",
                    where(),
                    what,
                    offenders.size() == 1 ? "one does not" : offenders.size() + " do not",
                    shown(offenders));
        }
        return myself;
    }

    private String where() {
        return actual.toString().replaceFirst("^The", "the");
    }

    private String there() {
        Set<String> names = new LinkedHashSet<>();
        actual.families().forEach(family -> names.add(family.name()));
        return names.isEmpty()
                ? "is no metric at all"
                : (names.size() == 1 ? "is " : "are ")
                        + names.stream().limit(SHOWN).collect(joining(", "))
                        + (names.size() > SHOWN ? " and %s more".formatted(names.size() - SHOWN) : "");
    }

    static String shown(List<String> offenders) {
        return offenders.stream().limit(SHOWN).collect(joining("%n  ".formatted()))
                + (offenders.size() > SHOWN ? "%n  and %s more".formatted(offenders.size() - SHOWN) : "");
    }
}
