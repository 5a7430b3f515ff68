package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.search.OrderBy;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The order of a search over traces: by attributes, tags and metadata, the latest first where nothing else decides. */
final class TraceOrder {

    private static final Set<String> ATTRIBUTES = Set.of(
            "experiment_id",
            "timestamp",
            "timestamp_ms",
            "execution_time",
            "execution_time_ms",
            "end_time",
            "end_time_ms",
            "status",
            "request_id",
            "name",
            "run_id");

    private TraceOrder() {}

    /** Return the order that some clauses ask for. */
    static Comparator<Trace> of(List<String> clauses) {
        List<Comparator<Trace>> comparators = new ArrayList<>();
        Set<TraceKey> seen = new HashSet<>();
        for (String clause : clauses) {
            OrderBy order = OrderBy.parse(clause);
            TraceKey key = TraceKey.of(order.identifier(), ATTRIBUTES).resolved();
            if (key.type().equals(TraceKey.METADATA) && TraceUsage.isCounted(key.key())) {
                throw RestException.invalid("Ordering by reserved metadata '" + key.key()
                        + "' is not supported because it is represented by multiple columns.");
            }
            if (!Set.of(TraceKey.ATTRIBUTE, TraceKey.TAG, TraceKey.METADATA).contains(key.type())) {
                throw RestException.invalid("Invalid identifier type '" + key.type() + "'");
            }
            if (key.key().equals("end_time_ms") && key.type().equals(TraceKey.ATTRIBUTE)) {
                throw new RestException(
                        ErrorCode.INTERNAL_ERROR, "type object 'SqlTraceInfo' has no attribute 'end_time_ms'");
            }
            if (!seen.add(key)) {
                throw new RestException(
                        ErrorCode.INTERNAL_ERROR, "`order_by` contains duplicate fields: " + Python.repr(clauses));
            }
            comparators.add(comparator(key, order.direction()));
        }
        comparators.add(comparator(new TraceKey(TraceKey.ATTRIBUTE, "timestamp_ms"), OrderBy.Direction.DESCENDING));
        comparators.add(comparator(new TraceKey(TraceKey.ATTRIBUTE, "request_id"), OrderBy.Direction.ASCENDING));
        return comparators.stream().reduce(Comparator::thenComparing).orElseThrow();
    }

    /** Compare by a key; traces without it come last in either direction. */
    private static Comparator<Trace> comparator(TraceKey key, OrderBy.Direction direction) {
        boolean ascending = direction == OrderBy.Direction.ASCENDING;
        if (key.isNumber()) {
            Comparator<Long> numbers = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
            long missing = ascending ? Long.MAX_VALUE : Long.MIN_VALUE;
            return Comparator.comparing(trace -> key.number(trace).orElse(missing), numbers);
        }
        Comparator<String> texts = ascending ? PythonText.ORDER : PythonText.ORDER.reversed();
        return Comparator.comparing(trace -> key.text(trace).orElse(null), Comparator.nullsLast(texts));
    }
}
