package io.mmp.test.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds names that break <a href="https://prometheus.io/docs/practices/naming/">Prometheus' conventions</a>. */
final class NameConventions {

    private static final Pattern CAMEL = Pattern.compile("[a-z][A-Z]");
    private static final List<String> TYPES = List.of("counter", "gauge", "histogram", "summary");

    /** What is written instead of a unit. */
    private static final Map<String, String> BASE = Map.ofEntries(
            Map.entry("milliseconds", "seconds"),
            Map.entry("microseconds", "seconds"),
            Map.entry("nanoseconds", "seconds"),
            Map.entry("minutes", "seconds"),
            Map.entry("hours", "seconds"),
            Map.entry("days", "seconds"),
            Map.entry("weeks", "seconds"),
            Map.entry("ns", "seconds"),
            Map.entry("us", "seconds"),
            Map.entry("ms", "seconds"),
            Map.entry("s", "seconds"),
            Map.entry("sec", "seconds"),
            Map.entry("secs", "seconds"),
            Map.entry("b", "bytes"),
            Map.entry("kb", "bytes"),
            Map.entry("mb", "bytes"),
            Map.entry("gb", "bytes"),
            Map.entry("kilobytes", "bytes"),
            Map.entry("megabytes", "bytes"),
            Map.entry("gigabytes", "bytes"),
            Map.entry("kibibytes", "bytes"),
            Map.entry("mebibytes", "bytes"),
            Map.entry("gibibytes", "bytes"),
            Map.entry("bits", "bytes"),
            Map.entry("percent", "ratio"),
            Map.entry("percents", "ratio"),
            Map.entry("milligrams", "grams"),
            Map.entry("kilograms", "grams"),
            Map.entry("kilometers", "meters"),
            Map.entry("millimeters", "meters"),
            Map.entry("fahrenheit", "celsius"),
            Map.entry("kelvin", "celsius"),
            Map.entry("milliamperes", "amperes"),
            Map.entry("millivolts", "volts"),
            Map.entry("kilojoules", "joules"));

    private NameConventions() {}

    static List<String> offences(MetricFamily family) {
        List<String> offences = new ArrayList<>();
        String name = family.name();
        if (family.help().isEmpty()) {
            offences.add("'%s' has no help text".formatted(name));
        }
        boolean isCounter = family.type() == MetricType.COUNTER;
        // A counter of OpenMetrics is named without the _total that its samples have.
        boolean isTotal = name.endsWith("_total") || family.sampleNames().contains(name + "_total");
        if (isCounter && !isTotal && !family.samples().isEmpty()) {
            offences.add("'%s' is a counter, whose name ends in _total".formatted(name));
        }
        if (!isCounter && name.endsWith("_total") && family.type() != MetricType.UNKNOWN) {
            offences.add("'%s' is a %s, and _total is for counters alone".formatted(name, family.type()));
        }
        if (name.contains(":")) {
            offences.add("'%s' has a colon, which is for recording rules alone".formatted(name));
        }
        if (CAMEL.matcher(name).find()) {
            offences.add("'%s' has capitals: words are parted by _".formatted(name));
        }
        words(family, offences);
        labels(family, offences);
        return offences;
    }

    private static void words(MetricFamily family, List<String> offences) {
        String name = family.name();
        for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
            String base = BASE.get(word);
            if (base != null) {
                offences.add("'%s' is in %s: use %s".formatted(name, word, base));
            }
            if (TYPES.contains(word) && word.equals(family.type().toString())) {
                offences.add("'%s' tells its type, %s".formatted(name, word));
            }
        }
        if (List.of(MetricType.GAUGE, MetricType.COUNTER, MetricType.UNKNOWN).contains(family.type())) {
            for (String suffix : List.of("_count", "_sum", "_bucket")) {
                if (name.endsWith(suffix) && family.type() != MetricType.UNKNOWN) {
                    offences.add("'%s' is a %s, and %s is for histograms and summaries"
                            .formatted(name, family.type(), suffix));
                }
            }
        }
    }

    private static void labels(MetricFamily family, List<String> offences) {
        boolean buckets = family.type() == MetricType.HISTOGRAM || family.type() == MetricType.GAUGEHISTOGRAM;
        if (!buckets && has(family, "le")) {
            offences.add(
                    "'%s' is a %s with the label 'le', which is for buckets".formatted(family.name(), family.type()));
        }
        if (family.type() != MetricType.SUMMARY && has(family, "quantile")) {
            offences.add("'%s' is a %s with the label 'quantile', which is for summaries"
                    .formatted(family.name(), family.type()));
        }
        family.samples().stream()
                .flatMap(sample -> sample.labels().keySet().stream())
                .filter(label -> CAMEL.matcher(label).find())
                .distinct()
                .forEach(label -> offences.add("'%s' has the label '%s' with capitals: words are parted by _"
                        .formatted(family.name(), label)));
    }

    private static boolean has(MetricFamily family, String label) {
        return family.samples().stream().anyMatch(sample -> sample.labels().containsKey(label));
    }
}
