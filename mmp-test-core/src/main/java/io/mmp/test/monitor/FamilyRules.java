package io.mmp.test.monitor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks what the lines of a metric must be together. */
final class FamilyRules {

    private static final List<String> INNER = List.of("le", "quantile");

    private final Dialect dialect;
    private final String source;
    private final List<String> lines;
    /** The names that samples of a metric may have, and the metric. */
    private final Map<String, String> names = new LinkedHashMap<>();

    FamilyRules(Dialect dialect, String source, List<String> lines) {
        this.dialect = dialect;
        this.source = source;
        this.lines = lines;
    }

    void check(MetricFamily family) {
        if (dialect == Dialect.OPENMETRICS) {
            checkNames(family);
            checkGrouping(family);
            checkValues(family);
        }
        for (Sample sample : family.samples()) {
            checkLabels(family, sample);
        }
        if (family.type() == MetricType.HISTOGRAM || family.type() == MetricType.GAUGEHISTOGRAM) {
            points(family).values().forEach(point -> checkBuckets(family, point));
        }
    }

    private void checkNames(MetricFamily family) {
        for (String suffix : dialect.suffixes(family.type())) {
            String other = names.putIfAbsent(family.name() + suffix, family.name());
            if (other != null && !family.samples().isEmpty()) {
                throw wrong(
                        family.samples().get(0),
                        "the samples of '%s' are named as those of '%s' may be".formatted(family.name(), other));
            }
        }
    }

    /** All points of a set of labels stand together, the oldest first. */
    private void checkGrouping(MetricFamily family) {
        Set<Map<String, String>> seen = new HashSet<>();
        Map<String, Sample> earlier = new TreeMap<>();
        @Nullable Map<String, String> last = null;
        for (Sample sample : family.samples()) {
            Map<String, String> outer = outer(family, sample);
            if (!outer.equals(last) && !seen.add(outer)) {
                throw wrong(
                        sample, "the lines of %s must stand together".formatted(Labels.series(family.name(), outer)));
            }
            last = outer;
            Sample before = earlier.put(Labels.series(sample.name(), new TreeMap<>(sample.labels())), sample);
            if (before != null && !isLater(sample, before)) {
                throw wrong(sample, "its timestamp must be later than that of line " + before.line());
            }
        }
    }

    private static boolean isLater(Sample sample, Sample before) {
        return sample.timestamp() != null
                && before.timestamp() != null
                && sample.timestamp().isAfter(before.timestamp());
    }

    private static Map<String, String> outer(MetricFamily family, Sample sample) {
        return switch (family.type()) {
            case HISTOGRAM, GAUGEHISTOGRAM, SUMMARY -> Labels.without(sample.labels(), INNER);
            case STATESET -> Labels.without(sample.labels(), List.of(family.name()));
            default -> sample.labels();
        };
    }

    private void checkValues(MetricFamily family) {
        boolean noUnit = family.type() == MetricType.INFO || family.type() == MetricType.STATESET;
        for (Sample sample : family.samples()) {
            double value = sample.value();
            if (noUnit && !family.unit().isEmpty()) {
                throw wrong(sample, "a metric of type %s has no unit".formatted(family.type()));
            }
            if (family.type() == MetricType.INFO && value != 1) {
                throw wrong(sample, "the value of an info must be 1, but is " + Labels.number(value));
            }
            if (family.type() == MetricType.STATESET && value != 0 && value != 1) {
                throw wrong(sample, "the value of a state must be 0 or 1, but is " + Labels.number(value));
            }
            if (counts(family, sample) && !(value >= 0)) {
                throw wrong(sample, "a count must be 0 or more, but is " + Labels.number(value));
            }
            if (sample.exemplar() != null && !mayHaveExemplar(family, sample)) {
                throw wrong(sample, "only the _total of a counter and the buckets of a histogram have exemplars");
            }
        }
    }

    private static boolean counts(MetricFamily family, Sample sample) {
        String suffix = sample.name().substring(family.name().length());
        return switch (family.type()) {
            case COUNTER -> true;
            case HISTOGRAM ->
                !suffix.equals("_sum") || family.samples().stream().noneMatch(FamilyRules::isNegativeBound);
            case SUMMARY -> !suffix.isEmpty();
            case GAUGEHISTOGRAM -> !suffix.equals("_gsum");
            default -> false;
        };
    }

    private static boolean isNegativeBound(Sample sample) {
        return sample.labels().getOrDefault("le", "").startsWith("-");
    }

    private static boolean mayHaveExemplar(MetricFamily family, Sample sample) {
        return switch (family.type()) {
            case COUNTER -> sample.name().endsWith("_total");
            case HISTOGRAM, GAUGEHISTOGRAM -> sample.name().endsWith("_bucket");
            default -> false;
        };
    }

    private void checkLabels(MetricFamily family, Sample sample) {
        switch (family.type()) {
            case HISTOGRAM, GAUGEHISTOGRAM -> {
                if (isBucket(family, sample)) {
                    number(sample, "le", "a bucket", "its upper bound");
                }
            }
            case SUMMARY -> {
                if (sample.name().equals(family.name())) {
                    double rank = number(sample, "quantile", "a quantile", "its rank");
                    if (!(rank >= 0 && rank <= 1)) {
                        throw wrong(sample, "the rank of a quantile lies from 0 to 1, but is " + Labels.number(rank));
                    }
                }
            }
            case STATESET -> {
                if (!sample.labels().containsKey(family.name())) {
                    throw wrong(
                            sample, "a state is named by the label '%s', which is missing".formatted(family.name()));
                }
            }
            default -> {
                // Others may have the labels that they like.
            }
        }
    }

    private double number(Sample sample, String label, String what, String meaning) {
        String text = sample.labels().get(label);
        if (text == null) {
            throw wrong(sample, "%s has the label '%s', %s, which is missing".formatted(what, label, meaning));
        }
        try {
            double value = Numbers.parse(text);
            if (!Double.isNaN(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // as NaN
        }
        throw wrong(sample, "the label '%s' must be a number, but is '%s'".formatted(label, text));
    }

    private static boolean isBucket(MetricFamily family, Sample sample) {
        return sample.name().equals(family.name() + "_bucket");
    }

    private static Map<String, List<Sample>> points(MetricFamily family) {
        Map<String, List<Sample>> points = new LinkedHashMap<>();
        for (Sample sample : family.samples()) {
            if (!sample.name().endsWith("_created")) {
                String key = new TreeMap<>(Labels.without(sample.labels(), INNER)) + " " + sample.timestamp();
                points.computeIfAbsent(key, k -> new ArrayList<>()).add(sample);
            }
        }
        return points;
    }

    private void checkBuckets(MetricFamily family, List<Sample> point) {
        TreeMap<Double, Sample> buckets = new TreeMap<>();
        double last = Double.NEGATIVE_INFINITY;
        for (Sample sample : point) {
            if (isBucket(family, sample)) {
                double bound = Numbers.parse(sample.labels().getOrDefault("le", ""));
                if (dialect == Dialect.OPENMETRICS && bound < last) {
                    throw wrong(sample, "the buckets must stand in the order of their bounds");
                }
                last = bound;
                if (buckets.put(bound, sample) != null) {
                    throw wrong(sample, "two buckets have the same bound, " + Labels.number(bound));
                }
            }
        }
        @Nullable Sample below = null;
        for (Sample bucket : buckets.values()) {
            if (below != null && bucket.value() < below.value()) {
                throw wrong(
                        bucket,
                        "buckets are cumulative, but this one has %s, and the one below it, in line %s, has %s"
                                .formatted(Labels.number(bucket.value()), below.line(), Labels.number(below.value())));
            }
            below = bucket;
        }
        Sample all = buckets.get(Double.POSITIVE_INFINITY);
        if (all == null) {
            throw wrong(
                    point.get(0), "the histogram '%s' has no bucket with le=\"+Inf\" here".formatted(family.name()));
        }
        String count = family.name() + (family.type() == MetricType.HISTOGRAM ? "_count" : "_gcount");
        point.stream()
                .filter(sample -> sample.name().equals(count) && sample.value() != all.value())
                .findFirst()
                .ifPresent(sample -> {
                    throw wrong(
                            sample,
                            "%s must be what the bucket with le=\"+Inf\" has, in line %s, but is %s instead of %s"
                                    .formatted(
                                            count,
                                            all.line(),
                                            Labels.number(sample.value()),
                                            Labels.number(all.value())));
                });
    }

    private MonitorException wrong(Sample sample, String problem) {
        return Cursor.wrong(source, sample.line(), 1, problem, lines.get(sample.line() - 1));
    }
}
