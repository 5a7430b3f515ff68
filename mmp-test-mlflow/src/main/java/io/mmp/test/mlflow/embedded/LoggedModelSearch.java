package io.mmp.test.mlflow.embedded;

import io.mmp.test.mlflow.embedded.LoggedModel.ModelMetric;
import io.mmp.test.mlflow.embedded.SearchToken.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/** The filters and orders of a search over logged models. */
final class LoggedModelSearch {

    private static final Map<String, String> ALIASES = Map.of(
            "creation_time", "creation_timestamp_ms",
            "creation_timestamp", "creation_timestamp_ms",
            "last_updated_timestamp", "last_updated_timestamp_ms");
    private static final Set<String> NUMERIC = Set.of("creation_timestamp_ms", "last_updated_timestamp_ms");
    private static final List<String> NUMBER_COMPARATORS = List.of("<", "<=", ">", ">=", "=", "!=");
    private static final List<String> TEXT_COMPARATORS = List.of("=", "!=", "LIKE", "ILIKE", "IN", "NOT IN");

    private LoggedModelSearch() {}

    /** Return the models that a request asks for, in its order. */
    static List<LoggedModel> find(Collection<LoggedModel> models, Message request) {
        List<Integer> experiments = request.strings("experiment_ids").stream()
                .map(id -> Validation.experimentId(id).intValue())
                .toList();
        List<Message> datasets = request.messages("datasets");
        if (datasets.stream().anyMatch(dataset -> dataset.string("dataset_name").isEmpty())) {
            throw RestException.invalid("`dataset_name` in the `datasets` clause must be specified.");
        }
        Predicate<ModelMetric> onDatasets = datasets.stream()
                .map(LoggedModelSearch::onDataset)
                .reduce(Predicate::or)
                .orElse(metric -> true);
        Predicate<LoggedModel> test = model -> experiments.contains(model.experimentId)
                && model.lifecycle == Lifecycle.ACTIVE
                && (datasets.isEmpty() || model.metrics.stream().anyMatch(onDatasets));
        for (SearchToken comparison : comparisons(request.string("filter"))) {
            test = test.and(clause(comparison, onDatasets));
        }
        return models.stream()
                .filter(test)
                .sorted(order(request.messages("order_by")))
                .toList();
    }

    private static List<SearchToken> comparisons(String filter) {
        return SearchFilter.comparisons(filter, clause -> "'" + clause + "'");
    }

    private static Predicate<ModelMetric> onDataset(Message dataset) {
        String digest = dataset.string("dataset_digest");
        return metric -> metric.datasetName().equals(dataset.string("dataset_name"))
                && (digest.isEmpty() || metric.datasetDigest().equals(digest));
    }

    private static Predicate<LoggedModel> clause(SearchToken comparison, Predicate<ModelMetric> onDatasets) {
        String identifier = comparison.parts().get(0).text();
        String comparator = comparison.parts().get(1).text().toUpperCase(Locale.ROOT);
        String[] parts = identifier.split("\\.", 2);
        String type = parts.length == 2 ? parts[0] : "attributes";
        String key = SearchKey.unquote(parts[parts.length - 1]);
        String attribute = ALIASES.getOrDefault(key, key);
        boolean isNumeric = type.equals("metrics") || (type.equals("attributes") && NUMERIC.contains(attribute));
        List<String> allowed = isNumeric ? NUMBER_COMPARATORS : TEXT_COMPARATORS;
        if (!allowed.contains(comparator)) {
            throw RestException.invalid("Invalid comparison operator for " + type + "." + attribute + ": "
                    + Python.repr(comparator) + ". Expected one of "
                    + Python.repr(allowed).replace('[', '(').replace(']', ')') + ".");
        }
        SearchToken right = comparison.parts().get(2);
        if (isNumeric) {
            DoublePredicate test = NumberMatch.of(comparator, Double.parseDouble(right.text()));
            return type.equals("metrics")
                    ? model -> model.metrics.stream()
                            .filter(onDatasets)
                            .anyMatch(metric -> metric.metric().key().equals(key)
                                    && test.test(metric.metric().value()))
                    : model -> test.test((double) time(model, attribute));
        }
        Predicate<String> test = right.is(Kind.PARENTHESIS)
                ? TextMatch.of(comparator, SearchValue.list(right))
                : TextMatch.of(comparator, SearchKey.unquote(right.text()));
        return switch (type) {
            case "attributes" -> model -> test.test(text(model, attribute));
            case "params" ->
                model -> Optional.ofNullable(model.params.get(key)).filter(test).isPresent();
            case "tags" ->
                model -> Optional.ofNullable(model.tags.get(key)).filter(test).isPresent();
            default ->
                throw RestException.invalid("Invalid entity type: " + Python.repr(type)
                        + ". Expected one of ['attributes', 'metrics', 'params', 'tags'].");
        };
    }

    private static Comparator<LoggedModel> order(List<Message> clauses) {
        List<Comparator<LoggedModel>> parts = new ArrayList<>();
        for (Message clause : clauses) {
            String field = clause.string("field_name");
            boolean descends = clause.has("ascending") && !clause.flag("ascending");
            parts.add(field.contains(".") ? byMetric(field, clause, descends) : byAttribute(field, descends));
        }
        parts.add(Comparator.comparingLong((LoggedModel model) -> model.creationTime)
                .reversed());
        parts.add(Comparator.comparing(model -> model.id));
        return parts.stream().reduce(Comparator::thenComparing).orElseThrow();
    }

    private static Comparator<LoggedModel> byAttribute(String field, boolean descends) {
        String attribute = ALIASES.getOrDefault(field, field);
        Comparator<LoggedModel> order = NUMERIC.contains(attribute)
                ? Comparator.comparingLong(model -> time(model, attribute))
                : Comparator.comparing(model -> text(model, attribute));
        return descends ? order.reversed() : order;
    }

    private static Comparator<LoggedModel> byMetric(String field, Message clause, boolean descends) {
        if (!field.startsWith("metrics.")) {
            throw RestException.invalid("Invalid order by field name: " + field + ". Only metrics are supported.");
        }
        String key = field.substring("metrics.".length());
        Predicate<ModelMetric> isMeant = metric -> metric.metric().key().equals(key)
                && (!clause.has("dataset_name") || metric.datasetName().equals(clause.string("dataset_name")))
                && (!clause.has("dataset_digest") || metric.datasetDigest().equals(clause.string("dataset_digest")));
        Comparator<Double> values = descends ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.comparing((LoggedModel model) -> latest(model, isMeant), new MissingLast<>(values));
    }

    private static Optional<Double> latest(LoggedModel model, Predicate<ModelMetric> isMeant) {
        return model.metrics.stream()
                .filter(isMeant)
                .map(ModelMetric::metric)
                .max(Metric.HISTORY)
                .map(Metric::value);
    }

    private static long time(LoggedModel model, String attribute) {
        return attribute.equals("creation_timestamp_ms") ? model.creationTime : model.lastUpdateTime;
    }

    private static String text(LoggedModel model, String attribute) {
        return switch (attribute) {
            case "model_id" -> model.id;
            case "name" -> model.name;
            case "model_type" -> model.modelType;
            case "source_run_id" -> model.sourceRunId;
            case "experiment_id" -> String.valueOf(model.experimentId);
            case "artifact_location" -> model.artifactUri;
            default -> throw RestException.invalid("Invalid order by field name: " + attribute);
        };
    }

    /** Puts what is missing behind everything else. */
    private record MissingLast<T>(Comparator<T> present) implements Comparator<Optional<T>> {
        @Override
        public int compare(Optional<T> left, Optional<T> right) {
            if (left.isEmpty() || right.isEmpty()) {
                return Boolean.compare(left.isEmpty(), right.isEmpty());
            }
            return present.compare(left.orElseThrow(), right.orElseThrow());
        }
    }
}
