package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.file.ArtifactUri;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.wire.Json;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A logged model as the server keeps it: what MLflow 3 knows of a model before somebody registers it. */
public final class LoggedModel {

    private static final String VERSIONS_TAG = "mlflow.modelVersions";

    /** What a model becomes whose status is set to something unknown. */
    static final String UNSPECIFIED = "LOGGED_MODEL_STATUS_UNSPECIFIED";

    /** The statuses in the order of their numbers, the first being 0. */
    static final List<String> STATUSES =
            List.of(UNSPECIFIED, "LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED");

    /**
     * A value of a metric that a run logged for this model.
     *
     * @param metric the value; here MLflow's database forgets that a zero stands for NaN
     */
    record ModelMetric(Metric metric, String runId, String datasetName, String datasetDigest) {

        ModelMetric {
            metric = new Metric(metric.key(), metric.value(), false, metric.timestamp(), metric.step());
        }

        private boolean isAtTheTimeOf(ModelMetric other) {
            return runId.equals(other.runId)
                    && metric.key().equals(other.metric.key())
                    && metric.timestamp() == other.metric.timestamp()
                    && metric.step() == other.metric.step();
        }
    }

    final String id;
    final long experimentId;
    final String name;
    final String modelType;
    public final String sourceRunId;
    public final String artifactUri;
    final long creationTime;
    final Map<String, String> params = new TreeMap<>(PythonText.ORDER);
    final Map<String, String> tags = new TreeMap<>(PythonText.ORDER);
    final List<ModelMetric> metrics = new ArrayList<>();
    long lastUpdateTime;
    String status = "LOGGED_MODEL_PENDING";
    Lifecycle lifecycle = Lifecycle.ACTIVE;

    LoggedModel(String id, Experiment experiment, String name, String modelType, String sourceRunId) {
        this(
                id,
                experiment,
                name,
                modelType,
                sourceRunId,
                ArtifactUri.append(experiment.artifactLocation, "models/" + id + "/artifacts"),
                System.currentTimeMillis());
    }

    LoggedModel(
            String id,
            Experiment experiment,
            String name,
            String modelType,
            String sourceRunId,
            String artifactUri,
            long creationTime) {
        this.id = id;
        this.experimentId = experiment.id;
        this.name = name;
        this.modelType = modelType;
        this.sourceRunId = sourceRunId;
        this.artifactUri = artifactUri;
        this.creationTime = creationTime;
        this.lastUpdateTime = creationTime;
    }

    /** Remember that something changed. */
    void touch() {
        lastUpdateTime = System.currentTimeMillis();
    }

    /** Note in a tag, as MLflow does, that this model became a version of a registered one. */
    public void noteVersion(String registeredModel, int version) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", registeredModel);
        entry.put("version", version);
        List<?> before = Json.read(tags.getOrDefault(VERSIONS_TAG, "[]").getBytes(StandardCharsets.UTF_8))
                .filter(List.class::isInstance)
                .map(List.class::cast)
                .orElse(List.of());
        tags.put(
                VERSIONS_TAG,
                PythonJson.spaced(
                        Stream.concat(before.stream(), Stream.of(entry)).toList()));
    }

    /** Refuse a value that differs from another one of the same run, metric, time and step. */
    void requireUnique(List<ModelMetric> more) {
        List<ModelMetric> all = new ArrayList<>(metrics);
        for (ModelMetric metric : more) {
            if (all.stream().anyMatch(other -> other.isAtTheTimeOf(metric) && !other.equals(metric))) {
                throw RestException.constraint("UNIQUE constraint failed: logged_model_metrics.model_id, "
                        + "logged_model_metrics.metric_name, logged_model_metrics.metric_timestamp_ms, "
                        + "logged_model_metrics.metric_step, logged_model_metrics.run_id");
            }
            all.add(metric);
        }
    }

    /** Add values of metrics, those that were logged before left out. */
    void log(List<ModelMetric> more) {
        more.stream().filter(metric -> !metrics.contains(metric)).forEach(metrics::add);
    }

    /** Return the number of the status, by which filters and orders know it. */
    long statusNumber() {
        return STATUSES.indexOf(status);
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
