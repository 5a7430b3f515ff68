package io.mmp.test.mlflow.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A logged model as the server keeps it: what MLflow 3 knows of a model before somebody registers it. */
final class LoggedModel {

    /** The statuses in the order of their numbers, the first being 1. */
    static final List<String> STATUSES =
            List.of("LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED");

    /** A value of a metric that a run logged for this model. */
    record ModelMetric(Metric metric, String runId, String datasetName, String datasetDigest) {}

    final String id;
    final int experimentId;
    final String name;
    final String modelType;
    final String sourceRunId;
    final String artifactUri;
    final long creationTime = System.currentTimeMillis();
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();
    final List<ModelMetric> metrics = new ArrayList<>();
    long lastUpdateTime = creationTime;
    String status = "LOGGED_MODEL_PENDING";
    Lifecycle lifecycle = Lifecycle.ACTIVE;

    LoggedModel(String id, Experiment experiment, String name, String modelType, String sourceRunId) {
        this.id = id;
        this.experimentId = experiment.id;
        this.name = name;
        this.modelType = modelType;
        this.sourceRunId = sourceRunId;
        this.artifactUri = ArtifactUri.append(experiment.artifactLocation, "models/" + id + "/artifacts");
    }

    /** Remember that something changed. */
    void touch() {
        lastUpdateTime = System.currentTimeMillis();
    }

    /** Add a value of a metric, unless the same one was logged before. */
    void log(ModelMetric metric) {
        if (!metrics.contains(metric)) {
            metrics.add(metric);
        }
    }

    /** Return the model as it goes over the wire. */
    Map<String, Object> tree() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("model_id", id);
        info.put("experiment_id", String.valueOf(experimentId));
        info.put("name", name);
        info.put("creation_timestamp_ms", creationTime);
        info.put("last_updated_timestamp_ms", lastUpdateTime);
        info.put("artifact_uri", artifactUri);
        info.put("status", status);
        info.put("model_type", modelType);
        info.put("source_run_id", sourceRunId);
        Trees.putUnlessEmpty(info, "tags", Trees.keyValues(tags));
        Map<String, Object> data = new LinkedHashMap<>();
        Trees.putUnlessEmpty(data, "params", Trees.keyValues(params));
        Trees.putUnlessEmpty(data, "metrics", metrics.stream().map(this::tree).toList());
        return Map.of("info", info, "data", data);
    }

    private Map<String, Object> tree(ModelMetric metric) {
        Map<String, Object> tree = metric.metric().tree();
        Trees.putUnlessEmpty(tree, "dataset_name", metric.datasetName());
        Trees.putUnlessEmpty(tree, "dataset_digest", metric.datasetDigest());
        tree.put("model_id", id);
        tree.put("run_id", metric.runId());
        return tree;
    }
}
