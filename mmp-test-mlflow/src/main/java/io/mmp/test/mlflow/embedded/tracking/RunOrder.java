package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.search.Clauses;
import io.mmp.test.mlflow.embedded.search.OrderBy;
import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The order of runs in answers: what the request asks for, then the latest start first, then by id. */
final class RunOrder {

    private RunOrder() {}

    /** Read the parts of an order. */
    static Comparator<Run> of(List<String> clauses) {
        List<Comparator<Run>> parts = new ArrayList<>();
        Set<SearchKey> seen = new HashSet<>();
        for (String clause : clauses) {
            OrderBy by = OrderBy.parse(clause);
            SearchKey key = unaliased(SearchKey.ofRun(by.identifier(), RunAttribute.ORDERED));
            parts.add(comparator(key, by));
            if (!seen.add(key)) {
                throw new RestException(
                        ErrorCode.INTERNAL_ERROR, "`order_by` contains duplicate fields: " + Python.repr(clauses));
            }
        }
        if (!seen.contains(new SearchKey(SearchKey.ATTRIBUTE, "start_time"))) {
            parts.add(Comparator.comparingLong((Run run) -> run.startTime).reversed());
        }
        parts.add(Comparator.comparing(run -> run.id));
        return Clauses.inTurn(parts);
    }

    private static SearchKey unaliased(SearchKey key) {
        return key.key().equalsIgnoreCase("created") && key.type().equals(SearchKey.ATTRIBUTE)
                ? new SearchKey(key.type(), "start_time")
                : key;
    }

    private static Comparator<Run> comparator(SearchKey key, OrderBy by) {
        return switch (key.type()) {
            case SearchKey.METRIC -> metricComparator(key.key(), by);
            case SearchKey.PARAM -> nullsLast(run -> run.params.get(key.key()), PythonText.ORDER, by);
            case SearchKey.TAG -> nullsLast(run -> run.tags.get(key.key()), PythonText.ORDER, by);
            case SearchKey.ATTRIBUTE -> {
                if (RunAttribute.isNumeric(key.key())) {
                    yield nullsLast(run -> RunAttribute.number(run, key.key()), Comparator.<Long>naturalOrder(), by);
                }
                yield key.key().equals("run_name")
                        ? nullsLast(run -> run.name, PythonText.ORDER, by)
                        : nullsLast(run -> RunAttribute.text(run, key.key()), PythonText.ORDER, by);
            }
            default -> throw RestException.invalid("Invalid identifier type '" + key.type() + "'");
        };
    }

    /** Numbers first, then NaN, then runs without the metric, in both directions. */
    private static Comparator<Run> metricComparator(String metric, OrderBy by) {
        Comparator<Run> kind = Comparator.comparingInt(run -> {
            MetricHistory history = run.metrics.get(metric);
            return history == null ? 2 : history.latest().isNaN() ? 1 : 0;
        });
        Comparator<Run> value = Comparator.comparingDouble(run -> {
            MetricHistory history = run.metrics.get(metric);
            return history == null ? 0 : history.latest().value();
        });
        return kind.thenComparing(by.isAscending() ? value : value.reversed());
    }

    private static <T> Comparator<Run> nullsLast(Function<Run, @Nullable T> value, Comparator<T> order, OrderBy by) {
        Comparator<T> directed = by.isAscending() ? order : order.reversed();
        return (left, right) -> {
            T first = value.apply(left);
            T second = value.apply(right);
            if (first == null || second == null) {
                return Boolean.compare(first == null, second == null);
            }
            return directed.compare(first, second);
        };
    }
}
