package io.mmp.test.monitor;

import io.mmp.test.text.Nearest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what metrics did while something was done.
 *
 * @since 0.1.0
 */
public class MetricsChangeAssert extends AbstractAssert<MetricsChangeAssert, MetricsChange> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<MetricsChange, MetricsChangeAssert> METRICS_CHANGE =
            new InstanceOfAssertFactory<>(MetricsChange.class, MetricsChangeAssert::new);

    /** Start assertions, for AssertJ's soft assertions; others use {@link MonitorAssertions#assertThat(MetricsChange)}. */
    public MetricsChangeAssert(@Nullable MetricsChange actual) {
        super(actual, MetricsChangeAssert.class);
    }

    /**
     * Go on with all series of a name, such as {@code http_requests_total}, or {@code latency_seconds_count}, {@code latency_seconds_sum} or
     * {@code latency_seconds_bucket} of a histogram.
     *
     * <pre><code>
     * assertThat(change).metric("http_requests_total").increasedBy(3); // passes
     * assertThat(change).metric("http_request_total").increasedBy(3); // fails: Did you mean 'http_requests_total'?
     * </code></pre>
     */
    public IncreaseAssert metric(String name) {
        return metric(name, Map.of());
    }

    /**
     * Go on with the series of a name that have these labels and others; their increases are added.
     *
     * <pre><code>
     * assertThat(change).metric("http_requests_total", Map.of("status", "200")).increasedBy(3); // passes
     * assertThat(change).metric("http_requests_total", Map.of("state", "200")).increasedBy(3); // fails: no series has 'state'
     * </code></pre>
     */
    public IncreaseAssert metric(String name, Map<String, String> labels) {
        isNotNull();
        Set<String> sampleNames = sampleNames();
        if (!sampleNames.contains(name)) {
            MetricFamily told = actual.after().family(name).orElse(null);
            if (told == null) {
                failWithMessage(
                        "%nExpecting %s to have '%s', but no sample has that name, neither before nor after.%s",
                        actual, name, Nearest.hint(name, sampleNames));
            } else if (!told.samples().isEmpty()) {
                failWithMessage(
                        "%nExpecting %s to have '%s', but that is a %s, whose samples are named %s. Name one of them.",
                        actual, name, told.type(), String.join(", ", told.sampleNames()));
            }
        }
        IncreaseAssert increase = new IncreaseAssert(actual, name, labels);
        return info.hasDescription() ? increase.as(info.description()) : increase;
    }

    private Set<String> sampleNames() {
        Set<String> names = new TreeSet<>();
        actual.before().families().forEach(family -> names.addAll(family.sampleNames()));
        actual.after().families().forEach(family -> names.addAll(family.sampleNames()));
        return names;
    }
}
