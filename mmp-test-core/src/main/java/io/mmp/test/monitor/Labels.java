package io.mmp.test.monitor;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints and compares the labels of series. */
final class Labels {

    private Labels() {}

    /** Print a series as PromQL selects it. */
    static String series(String name, Map<String, String> labels) {
        return name + (labels.isEmpty() ? "" : print(labels));
    }

    static String print(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                .collect(joining(",", "{", "}"));
    }

    static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Print a number without a point where it is whole. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    /** Tell whether a series has all of these labels; the bounds of buckets and the ranks of quantiles are compared as numbers. */
    static boolean match(Map<String, String> series, Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .allMatch(label -> equal(label.getKey(), label.getValue(), series.getOrDefault(label.getKey(), "")));
    }

    private static boolean equal(String label, String wanted, String found) {
        if (wanted.equals(found)) {
            return true;
        }
        if (!label.equals("le") && !label.equals("quantile")) {
            return false;
        }
        try {
            return Numbers.parse(wanted) == Numbers.parse(found);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Return labels without some of them. */
    static Map<String, String> without(Map<String, String> labels, List<String> names) {
        Map<String, String> rest = new LinkedHashMap<>(labels);
        rest.keySet().removeAll(names);
        return rest;
    }
}
