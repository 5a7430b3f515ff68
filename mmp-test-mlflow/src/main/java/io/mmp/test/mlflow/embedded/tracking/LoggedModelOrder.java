package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.tracking.LoggedModel.ModelMetric;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The order of a search over logged models: what the request asks for, then the latest first, then by id. */
final class LoggedModelOrder {

    private static final String METRICS = "metrics.";

    private LoggedModelOrder() {}

    /** Read the parts of an order. */
    static Comparator<LoggedModel> of(List<Message> clauses) {
        List<Comparator<LoggedModel>> parts = new ArrayList<>();
        Set<String> columns = new HashSet<>();
        for (Message clause : clauses) {
            String field = clause.string("field_name");
            boolean ascends = !clause.has("ascending") || clause.flag("ascending");
            if (field.contains(".")) {
                parts.add(nullsLast(latest(field, clause), ascends));
            } else {
                columns.add(LoggedModelColumn.unaliased(field));
                parts.add(nullsLast(attribute(field), ascends));
            }
        }
        if (!columns.contains("creation_timestamp_ms")) {
            parts.add(Comparator.comparingLong((LoggedModel model) -> model.creationTime)
                    .reversed());
        }
        if (!columns.contains("model_id")) {
            parts.add(Comparator.comparing(model -> model.id));
        }
        return parts.stream().reduce(Comparator::thenComparing).orElseThrow();
    }

    private static Function<LoggedModel, Optional<Comparable<?>>> attribute(String field) {
        LoggedModelColumn column = LoggedModelColumn.named(LoggedModelColumn.unaliased(field))
                .orElseThrow(() ->
                        new RestException(ErrorCode.ATTRIBUTE_NOT_FOUND, "Invalid order by field name: " + field));
        return model -> Optional.ofNullable(column.value().apply(model));
    }

    private static Function<LoggedModel, Optional<Comparable<?>>> latest(String field, Message clause) {
        if (!field.startsWith(METRICS)) {
            throw RestException.invalid("Invalid order by field name: " + field + ". Only metrics are supported.");
        }
        String key = field.substring(METRICS.length());
        String dataset = clause.string("dataset_name");
        String digest = clause.string("dataset_digest");
        Predicate<ModelMetric> isMeant = metric -> metric.metric().key().equals(key)
                && (dataset.isEmpty() || metric.datasetName().equals(dataset))
                && (digest.isEmpty() || metric.datasetDigest().equals(digest));
        return model -> model.metrics.stream()
                .filter(isMeant)
                .max(Comparator.comparingLong(
                                (ModelMetric metric) -> metric.metric().timestamp())
                        .thenComparingLong(metric -> metric.metric().step())
                        .thenComparing(ModelMetric::runId, Comparator.reverseOrder()))
                .map(metric -> metric.metric().value());
    }

    private static Comparator<LoggedModel> nullsLast(
            Function<LoggedModel, Optional<Comparable<?>>> value, boolean ascends) {
        return (left, right) -> {
            Optional<Comparable<?>> first = value.apply(left);
            Optional<Comparable<?>> second = value.apply(right);
            if (first.isEmpty() || second.isEmpty()) {
                return Boolean.compare(first.isEmpty(), second.isEmpty());
            }
            return ascends ? compare(first.get(), second.get()) : compare(second.get(), first.get());
        };
    }

    private static int compare(Comparable<?> left, Comparable<?> right) {
        if (left instanceof Double first && right instanceof Double second) {
            return first.compareTo(second);
        }
        if (left instanceof Long first && right instanceof Long second) {
            return first.compareTo(second);
        }
        return PythonText.ORDER.compare(left.toString(), right.toString());
    }
}
