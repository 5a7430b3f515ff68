package io.mmp.test.mlflow.embedded.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sums up tokens or cost over the spans of a trace: a span's figure stands for those of all spans below it. */
final class UsageTree {

    private UsageTree() {}

    /** Return the sum of the tokens, or nothing if no span has any. */
    static Optional<Map<String, Number>> tokens(List<Span> spans, String attribute) {
        return sum(spans, attribute, TraceUsage.TOKEN_KEYS.subList(0, 3), TraceUsage.TOKEN_KEYS)
                .map(sums -> {
                    Map<String, Number> counts = new LinkedHashMap<>();
                    sums.forEach((key, value) -> counts.put(key, value));
                    return counts;
                });
    }

    /** Return the sum of the cost, or nothing if no span has any. */
    static Optional<Map<String, Number>> cost(List<Span> spans, String attribute) {
        return sum(spans, attribute, TraceUsage.COST_KEYS, TraceUsage.COST_KEYS).map(Map::copyOf);
    }

    private static Optional<Map<String, Double>> sum(
            List<Span> spans, String attribute, List<String> always, List<String> keys) {
        Map<String, Map<?, ?>> figures = new LinkedHashMap<>();
        for (Span span : spans) {
            String json = span.attributes().get(attribute);
            if (json != null && Span.json(json).orElse("") instanceof Map<?, ?> figure && !figure.isEmpty()) {
                figures.put(span.id(), figure);
            }
        }
        if (figures.isEmpty()) {
            return Optional.empty();
        }
        Set<String> ids = spans.stream().map(Span::id).collect(Collectors.toSet());
        Map<String, Double> sums = new LinkedHashMap<>();
        always.forEach(key -> sums.put(key, 0.0));
        Deque<Span> open = new ArrayDeque<>();
        spans.stream()
                .filter(span -> span.parentId() == null || !ids.contains(span.parentId()))
                .forEach(open::add);
        while (!open.isEmpty()) {
            Span span = open.pop();
            Map<?, ?> figure = figures.get(span.id());
            if (figure == null) {
                spans.stream()
                        .filter(child -> span.id().equals(child.parentId()))
                        .forEach(open::add);
            } else {
                for (String key : keys) {
                    if (figure.get(key) instanceof Number number) {
                        sums.merge(key, number.doubleValue(), Double::sum);
                    }
                }
            }
        }
        return Optional.of(sums);
    }
}
