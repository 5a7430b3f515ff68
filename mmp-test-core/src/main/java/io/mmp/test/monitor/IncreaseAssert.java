package io.mmp.test.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on how much series of a metric have grown, together. A series that was not there before has begun at 0.
 *
 * @since 0.1.0
 */
public class IncreaseAssert extends AbstractAssert<IncreaseAssert, MetricsChange> {

    private final String name;
    private final Map<String, String> labels;

    /** Start assertions; users come here by {@link MetricsChangeAssert#metric(String, Map)}. */
    protected IncreaseAssert(@Nullable MetricsChange actual, String name, Map<String, String> labels) {
        super(actual, IncreaseAssert.class);
        this.name = name;
        this.labels = Map.copyOf(labels);
    }

    /**
     * Verify that they have grown by exactly this. A counter that started again meanwhile has lost what it had counted, so that nothing
     * exact is known: it fails.
     *
     * <pre><code>
     * assertThat(change).metric("http_requests_total").increasedBy(3); // passes
     * assertThat(change).metric("http_requests_total").increasedBy(3); // fails if it went from 7 to 3, since the service started again
     * </code></pre>
     */
    public IncreaseAssert increasedBy(double amount) {
        return increasedBetween(amount, amount);
    }

    /**
     * Verify that they have grown by this or more. Of a counter that started again meanwhile, what it has counted since is known to be there.
     *
     * <pre><code>
     * assertThat(change).metric("http_requests_total").increasedByAtLeast(1); // passes
     * assertThat(change).metric("http_requests_total").increasedByAtLeast(1); // fails if nothing was counted
     * </code></pre>
     */
    public IncreaseAssert increasedByAtLeast(double amount) {
        Increase increase = seen();
        if (!(increase.amount() >= amount)) {
            failWithMessage(
                    "%nExpecting %s to have increased by %s or more, but it increased by %s.%s",
                    series(), Labels.number(amount), Labels.number(increase.amount()), uncertain(increase));
        }
        return myself;
    }

    /**
     * Verify that they have grown by an amount between these, both included, such as the seconds that a histogram has summed.
     *
     * <pre><code>
     * assertThat(change).metric("latency_seconds_sum").increasedBetween(0.2, 0.4); // passes
     * assertThat(change).metric("latency_seconds_sum").increasedBetween(200, 400); // fails: they are seconds
     * </code></pre>
     */
    public IncreaseAssert increasedBetween(double min, double max) {
        Increase increase = seen();
        boolean within = near(increase.amount(), min)
                || near(increase.amount(), max)
                || (increase.amount() >= min && increase.amount() <= max);
        if (!within || !increase.isCertain()) {
            failWithMessage(
                    "%nExpecting %s to have increased by %s, but it %s.%s",
                    series(),
                    min == max ? Labels.number(min) : "%s to %s".formatted(Labels.number(min), Labels.number(max)),
                    increase.isCertain()
                            ? "increased by " + Labels.number(increase.amount())
                            : "is not known by how much it did",
                    uncertain(increase));
        }
        return myself;
    }

    /**
     * Verify that none of them has another value than before, none went, and those that came are 0.
     *
     * <pre><code>
     * assertThat(change).metric("http_requests_total", Map.of("status", "500")).isUnchanged(); // passes, also if no 500 was ever counted
     * assertThat(change).metric("http_requests_total", Map.of("status", "500")).isUnchanged(); // fails if one was counted
     * </code></pre>
     */
    public IncreaseAssert isUnchanged() {
        isNotNull();
        checkLabelNames();
        List<String> moved = actual.moved(name, labels);
        if (!moved.isEmpty()) {
            failWithMessage("%nExpecting %s to be unchanged, but:%n  %s", series(), MetricsAssert.shown(moved));
        }
        return myself;
    }

    /** Sums of what was measured differ from the true ones in the last digits. */
    private static boolean near(double one, double other) {
        return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
    }

    private Increase seen() {
        isNotNull();
        Increase increase = actual.increase(name, labels);
        if (increase.series() == 0 && increase.gone().isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have increased, but there is no such series: %s",
                    series(), LabelSearch.why(all(), labels));
        }
        return increase;
    }

    /** A value may be new some day; the name of a label that no series has is misspelt. */
    private void checkLabelNames() {
        List<Sample> all = all();
        for (String label : labels.keySet()) {
            if (!all.isEmpty()
                    && all.stream().noneMatch(sample -> sample.labels().containsKey(label))) {
                failWithMessage(
                        "%nExpecting %s to be unchanged, but there is no such series: %s",
                        series(), LabelSearch.why(all, labels));
            }
        }
    }

    private List<Sample> all() {
        List<Sample> all = new ArrayList<>(actual.before().samples(name));
        all.addAll(actual.after().samples(name));
        return all;
    }

    private static String uncertain(Increase increase) {
        StringBuilder words = new StringBuilder();
        if (!increase.resets().isEmpty()) {
            words.append(
                            "%nThese counters started again meanwhile, as when the service is restarted, and lost what they had counted:%n  "
                                    .formatted())
                    .append(MetricsAssert.shown(increase.resets()));
        }
        if (!increase.gone().isEmpty()) {
            words.append("%nThese series are gone:%n  ".formatted()).append(MetricsAssert.shown(increase.gone()));
        }
        return words.toString();
    }

    private String series() {
        return Labels.series(name, labels);
    }
}
