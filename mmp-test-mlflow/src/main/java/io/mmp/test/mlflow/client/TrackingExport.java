package io.mmp.test.mlflow.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the experiments of a server, and the runs and logged models of each. */
record TrackingExport(MlflowRest rest, ArtifactExport artifacts) {

    Stream<ExportedRecord> experiments() {
        return everyExperiment().map(TrackingExport::experiment);
    }

    Stream<ExportedRecord> runs() {
        Map<String, ?> question = Map.of("run_view_type", "ALL", "order_by", List.of("attributes.start_time ASC"));
        return ofEachExperiment("mlflow/runs/search", "runs", Pages.OF_RUNS, question)
                .map(this::run);
    }

    Stream<ExportedRecord> loggedModels() {
        Map<String, ?> question =
                Map.of("order_by", List.of(Map.of("field_name", "creation_timestamp", "ascending", true)));
        return ofEachExperiment("mlflow/logged-models/search", "models", Pages.OF_LOGGED_MODELS, question)
                .map(this::loggedModel);
    }

    private Stream<Json> ofEachExperiment(String endpoint, String field, Pages pages, Map<String, ?> question) {
        return everyExperiment().flatMap(experiment -> {
            Map<String, Object> ofOne = new HashMap<>(question);
            ofOne.put("experiment_ids", List.of(experiment.text("experiment_id")));
            return rest.search(endpoint, field, pages, ofOne);
        });
    }

    private Stream<Json> everyExperiment() {
        return rest.list(
                "mlflow/experiments/search",
                "experiments",
                Pages.OF_EXPERIMENTS,
                "view_type",
                "ALL",
                "order_by",
                "experiment_id ASC");
    }

    private static ExportedRecord experiment(Json experiment) {
        return ExportedRecord.of(
                        experiment,
                        "experiment_id",
                        "name",
                        "artifact_location",
                        "lifecycle_stage",
                        "creation_time",
                        "last_update_time")
                .withEntries(experiment, "tags");
    }

    private ExportedRecord run(Json found) {
        Json info = found.object("info");
        String id = info.text("run_id");
        // A search leaves out which models a run has read.
        Json run = rest.get("mlflow/runs/get", "run_id", id).object("run");
        return ExportedRecord.of(
                        info,
                        "run_id",
                        "experiment_id",
                        "run_name",
                        "user_id",
                        "status",
                        "start_time",
                        "end_time",
                        "artifact_uri",
                        "lifecycle_stage")
                .withEntries(found.object("data"), "params")
                .withEntries(found.object("data"), "tags")
                .withMap("metrics", metrics(id, found.object("data").objects("metrics")))
                .withList("datasets", found.object("inputs").objects("dataset_inputs"), TrackingExport::dataset)
                .withList(
                        "model_inputs",
                        run.object("inputs").objects("model_inputs"),
                        input -> ExportedRecord.of(input, "model_id"))
                .withList(
                        "model_outputs",
                        run.object("outputs").objects("model_outputs"),
                        output -> ExportedRecord.of(output, "model_id", "step"))
                .withArtifacts(artifacts, "run '" + id + "'");
    }

    private Map<String, Object> metrics(String runId, List<Json> latest) {
        Map<String, Object> histories = new TreeMap<>();
        for (Json metric : latest) {
            histories.put(
                    metric.text("key"),
                    LoggedRun.points(rest, runId, metric.text("key"))
                            .map(point -> ExportedRecord.of(point, "step", "timestamp", "value")
                                    .tree())
                            .toList());
        }
        return histories;
    }

    private static ExportedRecord dataset(Json input) {
        return ExportedRecord.of(
                        input.object("dataset"), "name", "digest", "source_type", "source", "schema", "profile")
                .withEntries(input, "tags");
    }

    private ExportedRecord loggedModel(Json model) {
        Json info = model.object("info");
        return ExportedRecord.of(
                        info,
                        "model_id",
                        "experiment_id",
                        "name",
                        "model_type",
                        "source_run_id",
                        "status",
                        "creation_timestamp_ms",
                        "last_updated_timestamp_ms",
                        "artifact_uri")
                .withEntries(model.object("data"), "params")
                .withEntries(info, "tags")
                .withList(
                        "metrics",
                        model.object("data").objects("metrics"),
                        metric -> ExportedRecord.of(
                                metric,
                                "key",
                                "value",
                                "timestamp",
                                "step",
                                "run_id",
                                "dataset_name",
                                "dataset_digest"))
                .withArtifacts(artifacts, "logged model '" + info.text("model_id") + "'");
    }
}
