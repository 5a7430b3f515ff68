package io.mmp.test.monitor;

import io.mmp.test.monitor.Promql.Matching;
import io.mmp.test.monitor.Promql.Selector;
import io.mmp.test.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds out why a selector can select nothing. */
final class SelectorCheck {

    private final ExposedSeries exposed;
    private final Selector selector;
    private final List<String> problems = new ArrayList<>();

    private SelectorCheck(Selector selector, ExposedSeries exposed) {
        this.selector = selector;
        this.exposed = exposed;
    }

    static List<String> problems(Selector selector, ExposedSeries exposed) {
        SelectorCheck check = new SelectorCheck(selector, exposed);
        check.check();
        return check.problems;
    }

    private void check() {
        String name = selector.name();
        if (name == null || GrafanaVariables.areIn(name)) {
            return;
        }
        if (name.isEmpty()) {
            checkNames();
        } else if (exposed.names().contains(name)) {
            selector.matchings().forEach(matching -> check(name, matching));
        } else if (!exposed.isToldOnly(name)) {
            problems.add(missing(name));
        }
    }

    /** Check the names that a pattern stands for. */
    private void checkNames() {
        for (Matching matching : selector.matchings()) {
            if (matching.label().equals("__name__")
                    && !GrafanaVariables.areIn(matching.value())
                    && exposed.names().stream().noneMatch(name -> accepts(matching, name))) {
                problems.add("no series has a name that is %s\"%s\""
                        .formatted(matching.operator(), Labels.escaped(matching.value())));
            }
        }
    }

    private String missing(String name) {
        Optional<MetricFamily> family = exposed.family(name);
        if (family.isPresent()) {
            return instead(name, family.get());
        }
        String jobs = exposed.unknownJobs().isEmpty()
                ? ""
                : " (the metrics of %s were not given)".formatted(String.join(", ", exposed.unknownJobs()));
        return "no series is named '%s'%s.%s".formatted(name, jobs, Nearest.hint(name, exposed.names()));
    }

    private static String instead(String name, MetricFamily family) {
        return switch (family.type()) {
            case HISTOGRAM ->
                "'%1$s' is a histogram, which exposes only %2$s_bucket, %2$s_sum and %2$s_count, so that '%1$s' selects nothing: use rate(%2$s_sum[5m]) / rate(%2$s_count[5m]) for the mean, or histogram_quantile(0.95, sum by (le) (rate(%2$s_bucket[5m])))"
                        .formatted(name, family.name());
            case SUMMARY ->
                "'%1$s' is a summary without quantiles, which exposes only %1$s_sum and %1$s_count, so that '%1$s' selects nothing: use rate(%1$s_sum[5m]) / rate(%1$s_count[5m]) for the mean"
                        .formatted(family.name());
            default ->
                "the series of the %s '%s' are named %s"
                        .formatted(family.type(), name, String.join(", ", family.sampleNames()));
        };
    }

    private void check(String name, Matching matching) {
        String label = matching.label();
        boolean isOpen = GrafanaVariables.areIn(matching.value());
        boolean passesWithout = isOpen ? matching.operator().startsWith("!") : accepts(matching, "");
        if (label.equals("__name__") || passesWithout) {
            return;
        }
        Set<String> known = exposed.labelNames(name).orElse(Set.of());
        if (!known.isEmpty() && !known.contains(label)) {
            problems.add("no series of '%s' has the label '%s'%s"
                    .formatted(name, label, ExpressionCheck.meant(label, known)));
            return;
        }
        Set<String> values = isOpen ? Set.of() : exposed.values(name, label);
        if (!values.isEmpty() && values.stream().noneMatch(value -> accepts(matching, value))) {
            problems.add("no series of '%s' has %s%s\"%s\"; %s are %s.%s%s"
                    .formatted(
                            name,
                            label,
                            matching.operator(),
                            Labels.escaped(matching.value()),
                            label.equals("job") ? "its jobs" : "the values",
                            String.join(", ", values),
                            Nearest.hint(matching.value(), values),
                            label.equals("job") ? unknown(matching) : ""));
        }
    }

    private String unknown(Matching matching) {
        Set<String> unknown = new TreeSet<>(exposed.unknownJobs());
        unknown.removeIf(job -> !accepts(matching, job));
        return unknown.isEmpty() ? "" : " The metrics of %s were not given.".formatted(String.join(", ", unknown));
    }

    /** Tell whether a value passes; patterns that Java does not know pass all. */
    private static boolean accepts(Matching matching, String value) {
        return switch (matching.operator()) {
            case "=" -> matching.value().equals(value);
            case "!=" -> !matching.value().equals(value);
            case "=~" -> matches(matching.value(), value, true);
            default -> !matches(matching.value(), value, false);
        };
    }

    private static boolean matches(String pattern, String value, boolean otherwise) {
        try {
            return Pattern.compile(pattern, Pattern.DOTALL).matcher(value).matches();
        } catch (PatternSyntaxException e) {
            return otherwise;
        }
    }
}
