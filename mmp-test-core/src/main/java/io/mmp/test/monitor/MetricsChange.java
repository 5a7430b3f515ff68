package io.mmp.test.monitor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a service before and after something was done.
 *
 * @since 0.1.0
 */
public final class MetricsChange implements AssertProvider<MetricsChangeAssert> {

    private final Metrics before;
    private final Metrics after;

    private MetricsChange(Metrics before, Metrics after) {
        this.before = before;
        this.after = after;
    }

    /** Compare two scrapes of one service. */
    public static MetricsChange between(Metrics before, Metrics after) {
        return new MetricsChange(before, after);
    }

    /** Return the metrics before. */
    public Metrics before() {
        return before;
    }

    /** Return the metrics after. */
    public Metrics after() {
        return after;
    }

    /** Sum what the series of this sample name with these labels have grown by; one that was not there began at 0. */
    Increase increase(String name, Map<String, String> labels) {
        Map<Map<String, String>, Double> earlier = values(before, name, labels);
        Map<Map<String, String>, Double> later = values(after, name, labels);
        List<String> resets = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        boolean counts = isCount(name);
        double sum = 0;
        for (Map.Entry<Map<String, String>, Double> series : later.entrySet()) {
            double old = earlier.getOrDefault(series.getKey(), 0.0);
            boolean reset = counts && series.getValue() < old;
            if (reset) {
                resets.add("%s: %s -> %s"
                        .formatted(
                                Labels.series(name, series.getKey()),
                                Labels.number(old),
                                Labels.number(series.getValue())));
            }
            sum += reset ? series.getValue() : series.getValue() - old;
        }
        for (Map<String, String> series : earlier.keySet()) {
            if (!later.containsKey(series)) {
                gone.add(Labels.series(name, series));
            }
        }
        return new Increase(sum, later.size(), resets, gone);
    }

    /** Describe the series of this sample name with these labels that have another value, or were there once alone. */
    List<String> moved(String name, Map<String, String> labels) {
        Map<Map<String, String>, Double> earlier = values(before, name, labels);
        Map<Map<String, String>, Double> later = values(after, name, labels);
        Set<Map<String, String>> all = new LinkedHashSet<>(earlier.keySet());
        all.addAll(later.keySet());
        return all.stream()
                .filter(series -> !Objects.equals(earlier.getOrDefault(series, 0.0), later.get(series)))
                .map(series -> "%s: %s -> %s"
                        .formatted(Labels.series(name, series), shown(earlier.get(series)), shown(later.get(series))))
                .toList();
    }

    private static String shown(@Nullable Double value) {
        return value == null ? "not there" : Labels.number(value);
    }

    /** Tell whether samples of this name only grow. */
    private boolean isCount(String name) {
        return after.family(name)
                .map(family -> switch (family.type()) {
                    case COUNTER -> true;
                    case HISTOGRAM, SUMMARY -> !name.equals(family.name()) && !name.endsWith("_created");
                    default -> false;
                })
                .orElse(false);
    }

    private static Map<Map<String, String>, Double> values(Metrics metrics, String name, Map<String, String> labels) {
        Map<Map<String, String>, Double> values = new LinkedHashMap<>();
        for (Sample sample : metrics.samples(name)) {
            if (Labels.match(sample.labels(), labels)) {
                // the last line of a series is its latest
                values.put(new TreeMap<>(sample.labels()), sample.value());
            }
        }
        return values;
    }

    /** Start assertions on it. */
    @Override
    public MetricsChangeAssert assertThat() {
        return new MetricsChangeAssert(this);
    }

    /** Return where it is from, for messages. */
    @Override
    public String toString() {
        return "the change of " + after.toString().replaceFirst("^The", "the");
    }
}
