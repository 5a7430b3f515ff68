package io.mmp.test.monitor;

import io.mmp.test.monitor.Promql.Aggregation;
import io.mmp.test.monitor.Promql.Binary;
import io.mmp.test.monitor.Promql.Call;
import io.mmp.test.monitor.Promql.Literal;
import io.mmp.test.monitor.Promql.Selector;
import io.mmp.test.monitor.Promql.Unknown;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells which labels the result of an expression may have; empty where that is not known. */
record ResultLabels(ExposedSeries exposed) {

    private static final Set<String> WITHOUT_LABELS = Set.of("scalar", "vector", "time", "pi");

    Optional<Set<String>> of(Promql expression) {
        if (expression instanceof Selector selector) {
            return selector.name() == null ? Optional.empty() : exposed.labelNames(selector.name());
        }
        if (expression instanceof Literal) {
            return Optional.of(Set.of());
        }
        if (expression instanceof Unknown) {
            return Optional.empty();
        }
        if (expression instanceof Aggregation aggregation) {
            return ofAggregation(aggregation);
        }
        if (expression instanceof Call call) {
            return ofCall(call);
        }
        Optional<Set<String>> parts = union(expression.parts());
        return expression instanceof Binary binary ? parts.map(labels -> with(labels, binary.included())) : parts;
    }

    private Optional<Set<String>> ofAggregation(Aggregation aggregation) {
        if (!aggregation.known()) {
            return Optional.empty();
        }
        boolean whole = Set.of("topk", "bottomk", "limitk", "limit_ratio").contains(aggregation.operator());
        Optional<Set<String>> inner = union(aggregation.parts());
        if (whole) {
            return inner;
        }
        List<String> counted = aggregation.operator().equals("count_values")
                        && aggregation.parts().get(0) instanceof Literal label
                ? List.of(label.text())
                : List.of();
        return switch (aggregation.clause()) {
            case "by" -> Optional.of(with(new TreeSet<>(aggregation.labels()), counted));
            case "without" ->
                inner.map(labels -> {
                    Set<String> rest = with(labels, counted);
                    rest.removeAll(aggregation.labels());
                    return rest;
                });
            default -> Optional.of(with(Set.of(), counted));
        };
    }

    private Optional<Set<String>> ofCall(Call call) {
        String function = call.function();
        if (WITHOUT_LABELS.contains(function)) {
            return Optional.of(Set.of());
        }
        if (function.isEmpty()
                || function.startsWith("absent")
                || function.equals("info")
                || call.parts().isEmpty()) {
            return Optional.empty();
        }
        Optional<Set<String>> inner = union(call.parts());
        if (function.startsWith("label_")
                && call.parts().size() > 1
                && call.parts().get(1) instanceof Literal made) {
            return inner.map(labels -> with(labels, List.of(made.text())));
        }
        return function.equals("histogram_quantile")
                ? inner.map(labels -> new TreeSet<>(
                        labels.stream().filter(label -> !label.equals("le")).toList()))
                : inner;
    }

    private Optional<Set<String>> union(List<Promql> expressions) {
        Set<String> all = new TreeSet<>();
        for (Promql expression : expressions) {
            Optional<Set<String>> labels = of(expression);
            if (labels.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(labels.get());
        }
        return Optional.of(all);
    }

    private static Set<String> with(Set<String> labels, List<String> more) {
        Set<String> all = new TreeSet<>(labels);
        all.addAll(more);
        return all;
    }
}
