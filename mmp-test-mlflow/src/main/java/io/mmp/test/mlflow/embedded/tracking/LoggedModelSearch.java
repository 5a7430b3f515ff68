package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.tracking.LoggedModel.ModelMetric;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A search over logged models. */
final class LoggedModelSearch {

    private LoggedModelSearch() {}

    /** Return the page that a request asks for. */
    static LoggedModelPage find(Collection<LoggedModel> models, Message request) {
        List<Message> datasets = request.messages("datasets");
        if (datasets.stream().anyMatch(dataset -> dataset.string("dataset_name").isEmpty())) {
            throw RestException.invalid("`dataset_name` in the `datasets` clause must be specified.");
        }
        LoggedModelPage.Start start = LoggedModelPage.Start.of(request);
        Predicate<ModelMetric> onDatasets = datasets.stream()
                .map(LoggedModelSearch::onDataset)
                .reduce(Predicate::or)
                .orElse(metric -> true);
        Predicate<LoggedModel> filter = LoggedModelFilter.of(request.string("filter"), onDatasets);
        List<BigInteger> ids = request.strings("experiment_ids").stream()
                .map(Validation::searchedExperimentId)
                .toList();
        Comparator<LoggedModel> order = LoggedModelOrder.of(request.messages("order_by"));
        Set<Long> experiments = Validation.requireDatabaseIntegers(ids);
        List<LoggedModel> found = models.stream()
                .filter(model -> model.lifecycle == Lifecycle.ACTIVE && experiments.contains(model.experimentId))
                .filter(model -> datasets.isEmpty() || model.metrics.stream().anyMatch(onDatasets))
                .filter(filter)
                .toList();
        return LoggedModelPage.of(found, order, start, request);
    }

    /** A metric has both a name and a digest of its dataset, or neither, so that a name alone finds nothing. */
    private static Predicate<ModelMetric> onDataset(Message dataset) {
        return metric -> metric.datasetName().equals(dataset.string("dataset_name"))
                && metric.datasetDigest().equals(dataset.string("dataset_digest"));
    }
}
