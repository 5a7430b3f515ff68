package io.mmp.test.mlflow.client;

import io.mmp.test.Internal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads all that a server has over its REST interface, record by record, so that what it has may be larger than memory.
 *
 * @since 0.1.0
 */
@Internal
public final class ServerExport {

    private static final String PROMPTS = "tags.`mlflow.prompt.is_prompt` = 'true'";
    private static final List<String> RUN_INFO = List.of(
            "run_id",
            "experiment_id",
            "run_name",
            "user_id",
            "status",
            "start_time",
            "end_time",
            "artifact_uri",
            "lifecycle_stage");
    private static final List<String> MODEL_INFO = List.of(
            "model_id",
            "experiment_id",
            "name",
            "model_type",
            "source_run_id",
            "status",
            "creation_timestamp_ms",
            "last_updated_timestamp_ms",
            "artifact_uri");

    private final MlflowRest rest;
    private final ArtifactExport artifacts;

    private ServerExport(MlflowRest rest, ArtifactExport artifacts) {
        this.rest = rest;
        this.artifacts = artifacts;
    }

    /**
     * Read from the server of a tracking URI; nothing is sent yet.
     *
     * @param maxArtifact the size up to which a file is read as a whole, in bytes; negative if files are left out
     */
    public static ServerExport at(URI trackingUri, long maxArtifact) {
        MlflowRest rest = MlflowRest.at(trackingUri);
        return new ServerExport(rest, new ArtifactExport(rest, maxArtifact));
    }

    /** Return the experiments by their ids, also those that are deleted. */
    public Stream<Map<String, Object>> experiments() {
        return everyExperiment().map(experiment -> {
            Map<String, Object> tree = picked(
                    experiment,
                    "experiment_id",
                    "name",
                    "artifact_location",
                    "lifecycle_stage",
                    "creation_time",
                    "last_update_time");
            putEntries(tree, "tags", experiment.entries("tags"));
            return tree;
        });
    }

    /** Return the runs of each experiment by the time of their start, also those that are deleted. */
    public Stream<Map<String, Object>> runs() {
        return everyExperiment()
                .map(experiment -> experiment.text("experiment_id"))
                .flatMap(id -> rest.search(
                        "mlflow/runs/search",
                        "runs",
                        Pages.OF_RUNS,
                        Map.of(
                                "experiment_ids",
                                List.of(id),
                                "run_view_type",
                                "ALL",
                                "order_by",
                                List.of("attributes.start_time ASC"))))
                .map(this::run);
    }

    private Map<String, Object> run(Json found) {
        Json info = found.object("info");
        Map<String, Object> tree = picked(info, RUN_INFO.toArray(String[]::new));
        putEntries(tree, "params", found.object("data").entries("params"));
        putEntries(tree, "tags", found.object("data").entries("tags"));
        Map<String, Object> metrics = new TreeMap<>();
        for (Json metric : found.object("data").objects("metrics")) {
            metrics.put(metric.text("key"), history(info.text("run_id"), metric.text("key")));
        }
        putUnlessEmpty(tree, "metrics", metrics);
        putList(tree, "datasets", found.object("inputs").objects("dataset_inputs"), ServerExport::dataset);
        // A search leaves out which models a run has read.
        Json run = rest.get("mlflow/runs/get", "run_id", info.text("run_id")).object("run");
        putList(tree, "model_inputs", run.object("inputs").objects("model_inputs"), input -> picked(input, "model_id"));
        putList(
                tree,
                "model_outputs",
                run.object("outputs").objects("model_outputs"),
                output -> picked(output, "model_id", "step"));
        artifacts.addTo(tree, "run '" + info.text("run_id") + "'");
        return tree;
    }

    private List<Map<String, Object>> history(String runId, String key) {
        return LoggedRun.points(rest, runId, key)
                .map(point -> picked(point, "step", "timestamp", "value"))
                .toList();
    }

    private static Map<String, Object> dataset(Json input) {
        Map<String, Object> tree =
                picked(input.object("dataset"), "name", "digest", "source_type", "source", "schema", "profile");
        putEntries(tree, "tags", input.entries("tags"));
        return tree;
    }

    /** Return the logged models of each experiment; a server does not tell of those that are deleted. */
    public Stream<Map<String, Object>> loggedModels() {
        return everyExperiment()
                .map(experiment -> experiment.text("experiment_id"))
                .flatMap(id -> rest.search(
                        "mlflow/logged-models/search",
                        "models",
                        Pages.OF_LOGGED_MODELS,
                        Map.of(
                                "experiment_ids", List.of(id),
                                "order_by", List.of(Map.of("field_name", "creation_timestamp", "ascending", true)))))
                .map(this::loggedModel);
    }

    private Map<String, Object> loggedModel(Json model) {
        Map<String, Object> tree = picked(model.object("info"), MODEL_INFO.toArray(String[]::new));
        putEntries(tree, "params", model.object("data").entries("params"));
        putEntries(tree, "tags", model.object("info").entries("tags"));
        putList(
                tree,
                "metrics",
                model.object("data").objects("metrics"),
                metric -> picked(
                        metric, "key", "value", "timestamp", "step", "run_id", "dataset_name", "dataset_digest"));
        artifacts.addTo(tree, "logged model '" + tree.get("model_id") + "'");
        return tree;
    }

    /** Return the registered models by name, and then the prompts. */
    public Stream<Map<String, Object>> registeredModels() {
        return Stream.of("", PROMPTS)
                .flatMap(filter -> rest.list(
                        "mlflow/registered-models/search",
                        "registered_models",
                        Pages.OF_MODELS,
                        "filter",
                        filter,
                        "order_by",
                        "name ASC"))
                .map(model -> {
                    Map<String, Object> tree =
                            picked(model, "name", "description", "creation_timestamp", "last_updated_timestamp");
                    putEntries(tree, "tags", model.entries("tags"));
                    Map<String, Object> aliases = new TreeMap<>();
                    model.objects("aliases")
                            .forEach(alias -> aliases.put(alias.text("alias"), alias.number("version")));
                    putUnlessEmpty(tree, "aliases", aliases);
                    return tree;
                });
    }

    /** Return the versions of the registered models by name and number, and then those of the prompts. */
    public Stream<Map<String, Object>> modelVersions() {
        return Stream.of("", PROMPTS)
                .flatMap(filter -> rest.list(
                        "mlflow/model-versions/search",
                        "model_versions",
                        Pages.OF_VERSIONS,
                        "filter",
                        filter,
                        "order_by",
                        "name ASC",
                        "order_by",
                        "version_number ASC"))
                .map(this::version);
    }

    private Map<String, Object> version(Json version) {
        Map<String, Object> tree = picked(version, "name");
        tree.put("version", version.number("version"));
        tree.putAll(picked(
                version,
                "description",
                "creation_timestamp",
                "last_updated_timestamp",
                "current_stage",
                "source",
                "run_id",
                "run_link",
                "status",
                "status_message"));
        putEntries(tree, "tags", version.entries("tags"));
        if (version.text("source").startsWith("models:")) {
            String at = rest.get(
                            "mlflow/model-versions/get-download-uri",
                            "name",
                            version.text("name"),
                            "version",
                            version.text("version"))
                    .text("artifact_uri");
            tree.put("download_uri", at);
        }
        return tree;
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

    private static Map<String, Object> picked(Json from, String... fields) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (String field : fields) {
            Object value = from.fields().get(field);
            if (value != null) {
                tree.put(field, value);
            }
        }
        return tree;
    }

    private static void putEntries(Map<String, Object> tree, String name, Map<String, String> entries) {
        putUnlessEmpty(tree, name, new TreeMap<>(entries));
    }

    private static void putUnlessEmpty(Map<String, Object> tree, String name, Map<String, ?> value) {
        if (!value.isEmpty()) {
            tree.put(name, value);
        }
    }

    private static void putList(
            Map<String, Object> tree, String name, List<Json> objects, Function<Json, Map<String, Object>> mapping) {
        if (!objects.isEmpty()) {
            tree.put(name, objects.stream().map(mapping).collect(Collectors.toList()));
        }
    }
}
