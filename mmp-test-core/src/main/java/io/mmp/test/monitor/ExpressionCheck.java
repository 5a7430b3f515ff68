package io.mmp.test.monitor;

import io.mmp.test.monitor.Promql.Aggregation;
import io.mmp.test.monitor.Promql.Binary;
import io.mmp.test.monitor.Promql.Call;
import io.mmp.test.monitor.Promql.Literal;
import io.mmp.test.monitor.Promql.Selector;
import io.mmp.test.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what an expression asks for and cannot get. */
final class ExpressionCheck {

    private static final Set<String> OF_COUNTERS = Set.of("rate", "irate", "increase", "resets");
    private static final Set<String> OF_GAUGES = Set.of("delta", "idelta");

    private final ExposedSeries exposed;
    private final ResultLabels resultLabels;
    private final List<String> problems = new ArrayList<>();

    private ExpressionCheck(ExposedSeries exposed) {
        this.exposed = exposed;
        this.resultLabels = new ResultLabels(exposed);
    }

    /** Return what is wrong with an expression, each as a sentence without its end. */
    static List<String> problems(Promql expression, ExposedSeries exposed) {
        ExpressionCheck check = new ExpressionCheck(exposed);
        check.check(expression);
        return check.problems.stream().distinct().toList();
    }

    private void check(Promql expression) {
        if (expression instanceof Selector selector) {
            problems.addAll(SelectorCheck.problems(selector, exposed));
        } else if (expression instanceof Call call) {
            checkCall(call);
        } else if (expression instanceof Aggregation aggregation) {
            checkAggregation(aggregation);
        } else if (expression instanceof Binary binary) {
            checkBinary(binary);
        }
        // Nothing is known of what absent() is asked about: that it is not there may be the point.
        boolean absence = expression instanceof Call call && call.function().startsWith("absent");
        expression.parts().forEach(part -> {
            if (!absence || !(part instanceof Selector selector) || !isMissing(selector)) {
                check(part);
            }
        });
    }

    private boolean isMissing(Selector selector) {
        return selector.name() != null
                && !selector.name().isEmpty()
                && exposed.family(selector.name()).isEmpty()
                && Nearest.to(selector.name(), exposed.names()).isEmpty();
    }

    private void checkCall(Call call) {
        if (call.function().equals("histogram_quantile") && call.parts().size() == 2) {
            Promql buckets = call.parts().get(1);
            resultLabels
                    .of(buckets)
                    .filter(labels -> !labels.contains("le"))
                    .ifPresent(
                            labels -> problems.add(
                                    "histogram_quantile() is given series without the label 'le', so that its result is always empty: take the _bucket series, and keep le in by (...)"));
        }
        if (!call.parts().isEmpty() && call.parts().get(0) instanceof Selector selector && selector.name() != null) {
            MetricType type =
                    exposed.family(selector.name()).map(MetricFamily::type).orElse(MetricType.UNKNOWN);
            if (OF_COUNTERS.contains(call.function()) && type == MetricType.GAUGE) {
                problems.add(
                        "%s() is for counters, but '%s' is a gauge, each fall of which it takes for a new start: use delta() or deriv()"
                                .formatted(call.function(), selector.name()));
            }
            if (OF_GAUGES.contains(call.function()) && type == MetricType.COUNTER) {
                problems.add(
                        "%s() is for gauges, but '%s' is a counter, which may start again at 0: use increase() or rate()"
                                .formatted(call.function(), selector.name()));
            }
        }
    }

    private void checkAggregation(Aggregation aggregation) {
        if (!aggregation.clause().equals("by") || aggregation.parts().isEmpty()) {
            return;
        }
        Promql series = aggregation.parts().get(aggregation.parts().size() - 1);
        resultLabels
                .of(series)
                .ifPresent(known -> aggregation.labels().stream()
                        .filter(label -> !known.contains(label))
                        .forEach(label -> problems.add("%s by (%s) groups by a label that no series has%s"
                                .formatted(aggregation.operator(), label, meant(label, known)))));
    }

    private void checkBinary(Binary binary) {
        Optional<Set<String>> left = resultLabels.of(binary.left());
        Optional<Set<String>> right = resultLabels.of(binary.right());
        if (left.isPresent() && right.isPresent()) {
            Set<String> known = new TreeSet<>(left.get());
            known.addAll(right.get());
            binary.on().stream()
                    .filter(label -> !known.contains(label))
                    .forEach(label -> problems.add(
                            "on (%s) matches by a label that no series has%s".formatted(label, meant(label, known))));
        }
        if (binary.left() instanceof Selector selector
                && "up".equals(selector.name())
                && binary.right() instanceof Literal number
                && !canBe(0, binary.operator(), number.value())
                && !canBe(1, binary.operator(), number.value())) {
            problems.add("'up' is 0 or 1, so that up %s %s is never true".formatted(binary.operator(), number.text()));
        }
    }

    private static boolean canBe(double value, String operator, double number) {
        return switch (operator) {
            case "==" -> value == number;
            case ">" -> value > number;
            case "<" -> value < number;
            case ">=" -> value >= number;
            case "<=" -> value <= number;
            default -> true;
        };
    }

    static String meant(String label, Set<String> known) {
        return "; there are %s.%s".formatted(String.join(", ", known), Nearest.hint(label, known));
    }
}
