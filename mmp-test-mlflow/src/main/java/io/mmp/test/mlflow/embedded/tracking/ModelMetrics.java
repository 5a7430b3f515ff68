package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.tracking.LoggedModel.ModelMetric;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Logs the metrics of a run to the logged models that they name as well. */
final class ModelMetrics {

    private ModelMetrics() {}

    /** Refuse a metric that names its dataset by half. */
    static void requireWholeDataset(Message metric) {
        if (metric.string("dataset_name").isEmpty()
                != metric.string("dataset_digest").isEmpty()) {
            throw RestException.invalid("Both dataset_name and dataset_digest must be provided if one is provided");
        }
    }

    /** Log to the models what names one, all or nothing. */
    static void log(TrackingState state, Run run, List<Metric> metrics, List<Message> messages) {
        Map<LoggedModel, List<ModelMetric>> byModel = new LinkedHashMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            Message message = messages.get(i);
            String modelId = message.string("model_id");
            if (!modelId.isEmpty()) {
                LoggedModel model = state.findModel(modelId)
                        .orElseThrow(() -> RestException.constraint("FOREIGN KEY constraint failed"));
                ModelMetric metric = new ModelMetric(
                        metrics.get(i), run.id, message.string("dataset_name"), message.string("dataset_digest"));
                byModel.computeIfAbsent(model, key -> new ArrayList<>()).add(metric);
            }
        }
        byModel.forEach(LoggedModel::requireUnique);
        byModel.forEach(LoggedModel::log);
    }
}
