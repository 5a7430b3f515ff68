package io.mmp.test.monitor;

import io.mmp.test.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says why no series has some labels. */
final class LabelSearch {

    private LabelSearch() {}

    static String why(List<Sample> samples, Map<String, String> labels) {
        if (samples.isEmpty()) {
            return "only its name and type are told: a series with labels comes into being when it is first used.";
        }
        Set<String> names = new TreeSet<>();
        samples.forEach(sample -> names.addAll(sample.labels().keySet()));
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!names.contains(label.getKey())) {
                return "none has the label '%s'%s.%s"
                        .formatted(
                                label.getKey(), others(names, "its labels are"), Nearest.hint(label.getKey(), names));
            }
            Set<String> values = new TreeSet<>();
            samples.forEach(sample -> {
                if (sample.labels().containsKey(label.getKey())) {
                    values.add(sample.labels().get(label.getKey()));
                }
            });
            if (values.stream()
                    .noneMatch(value ->
                            Labels.match(Map.of(label.getKey(), value), Map.of(label.getKey(), label.getValue())))) {
                return "none has %s=\"%s\"%s.%s"
                        .formatted(
                                label.getKey(),
                                label.getValue(),
                                others(values, "its values are"),
                                Nearest.hint(label.getValue(), values));
            }
        }
        return "none has all of them at once:%n  %s"
                .formatted(MetricsAssert.shown(
                        samples.stream().map(Sample::toString).toList()));
    }

    private static String others(Set<String> found, String words) {
        if (found.isEmpty()) {
            return "; it has no labels";
        }
        String first = String.join(", ", found.stream().limit(10).toList());
        return "; %s %s%s"
                .formatted(words, first, found.size() > 10 ? " and %s more".formatted(found.size() - 10) : "");
    }
}
