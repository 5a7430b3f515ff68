package io.mmp.test.mlflow.state;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.mlflow.client.MlflowArtifacts;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.embedded.Rest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills a server with all that a state can have, the odd values among it. */
final class StateContent {

    /** The name of an artifact; a JVM in a POSIX locale writes no file of a name that is not ASCII. */
    static final String NOTES = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"))
                    .newEncoder()
                    .canEncode("ü")
            ? "notes ü.txt"
            : "notes.txt";

    /** Where a file becomes a reference in these tests. */
    static final long MAX_ARTIFACT = 100;

    private final URI uri;
    private final Rest rest;

    private StateContent(URI uri) {
        this.uri = uri;
        this.rest = new Rest(uri);
    }

    /** Fill a server by what a client can do. */
    static void fill(URI uri, Path directory) throws IOException {
        new StateContent(uri).fill(directory);
    }

    private void fill(Path directory) throws IOException {
        String experiment = post(
                "experiments/create",
                Map.of("name", "Mödelle ☃ \"quoted\"", "tags", List.of(entry("team", "risk"), entry("empty", ""))),
                "experiment_id");
        String run = newRun(experiment, "odd values", 1_700_000_000_123L);
        logValues(run);
        post("runs/update", Map.of("run_id", run, "status", "FAILED", "end_time", Long.MAX_VALUE - 1));
        uploadFiles(run, directory);
        newRun(experiment, "running", 0);
        String deleted = newRun(experiment, "deleted", 5);
        post("runs/log-metric", Map.of("run_id", deleted, "key", "loss", "value", 1, "timestamp", 1));
        post("runs/delete", Map.of("run_id", deleted));
        String gone = post("experiments/create", Map.of("name", "gone"), "experiment_id");
        newRun(gone, "of a deleted experiment", 1);
        post("experiments/delete", Map.of("experiment_id", gone));
        String model = loggedModel(experiment, run);
        register(run, model);
    }

    private void logValues(String run) {
        post("runs/log-parameter", Map.of("run_id", run, "key", "empty", "value", ""));
        post("runs/log-parameter", Map.of("run_id", run, "key", "long", "value", "x".repeat(6_000)));
        post("runs/log-parameter", Map.of("run_id", run, "key", "a/b.c-d e", "value", "näme 漢字 😀 \\ \" \n \u0007"));
        post("runs/set-tag", Map.of("run_id", run, "key", "empty", "value", ""));
        post("runs/set-tag", Map.of("run_id", run, "key", "mlflow.note.content", "value", "long ".repeat(1_500)));
        List<Object> odd = List.of("NaN", "Infinity", "-Infinity", -0.0, 0.1, Double.MIN_VALUE, 1e300, 3, 1.0 / 3);
        for (int i = 0; i < odd.size(); i++) {
            post("runs/log-metric", metric(run, "odd", odd.get(i), i, i - 3));
        }
        post("runs/log-metric", metric(run, "late", 1, Long.MAX_VALUE, Long.MAX_VALUE));
        post("runs/log-metric", metric(run, "late", 2, Long.MAX_VALUE, Long.MIN_VALUE));
        post("runs/log-metric", metric(run, "nan", "NaN", 7, 7));
        List<Map<String, ?>> losses = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            losses.add(Map.of(
                    "key", "loss", "value", 1.0 / (step + 1), "timestamp", 1_700_000_000_000L + step, "step", step));
        }
        post("runs/log-batch", Map.of("run_id", run, "metrics", losses));
        Map<String, ?> dataset = Map.of(
                "name", "train ☃",
                "digest", "a1",
                "source_type", "local",
                "source", "{\"uri\": \"train.csv\"}",
                "schema", "{\"columns\": []}",
                "profile", "{\"rows\": 3}");
        Map<String, ?> plain = Map.of("name", "test", "digest", "b2", "source_type", "local", "source", "");
        post(
                "runs/log-inputs",
                Map.of(
                        "run_id",
                        run,
                        "datasets",
                        List.of(
                                Map.of("dataset", dataset, "tags", List.of(entry("mlflow.data.context", "training"))),
                                Map.of("dataset", plain))));
    }

    private void uploadFiles(String run, Path directory) throws IOException {
        Path files = Files.createDirectories(directory.resolve("files/sub dir"));
        Files.writeString(files.resolve(NOTES), "gut\n");
        Files.write(files.resolve("weights.bin"), new byte[] {0, (byte) 0xff, (byte) 0xfe, 7});
        Files.writeString(files.resolve("empty"), "");
        Files.writeString(files.resolve("large.txt"), "l".repeat((int) MAX_ARTIFACT + 1));
        MlflowArtifacts.at(uri).ofRun(run).uploadDirectory(directory.resolve("files"), "model");
    }

    private String loggedModel(String experiment, String run) {
        String id = post(
                "logged-models",
                Map.of(
                        "experiment_id",
                        experiment,
                        "name",
                        "net",
                        "model_type",
                        "classifier",
                        "source_run_id",
                        run,
                        "params",
                        List.of(entry("depth", "3"), entry("empty", "")),
                        "tags",
                        List.of(entry("colour", "blue"))),
                "model.info.model_id");
        rest.send("PATCH", "logged-models/" + id, json(Map.of("model_id", id, "status", "LOGGED_MODEL_READY")));
        Map<String, Object> metric = new HashMap<>(metric(run, "auc", 0.93, 9, 1));
        metric.put("model_id", id);
        metric.put("dataset_name", "test");
        metric.put("dataset_digest", "b2");
        post("runs/log-metric", metric);
        post("runs/outputs", Map.of("run_id", run, "models", List.of(Map.of("model_id", id, "step", 4))));
        post("runs/log-inputs", Map.of("run_id", run, "models", List.of(Map.of("model_id", id))));
        return id;
    }

    private void register(String run, String loggedModel) {
        MlflowRegistry registry = MlflowRegistry.at(uri);
        registry.createModel("fraud ☃");
        registry.describeModel("fraud ☃", "100% fraud\nzwei Zeilen");
        registry.setModelTag("fraud ☃", "team", "");
        registry.createVersion("fraud ☃", run, "model");
        registry.createVersion("fraud ☃", run, "model");
        registry.createVersion("fraud ☃", run, "model");
        post(
                "model-versions/create",
                Map.of("name", "fraud ☃", "source", "models:/" + loggedModel, "model_id", loggedModel));
        post("model-versions/create", Map.of("name", "fraud ☃", "source", "s3://elsewhere/model", "run_id", "no-run"));
        registry.deleteVersion("fraud ☃", 2);
        registry.describeVersion("fraud ☃", 1, "erste");
        registry.describeVersion("fraud ☃", 3, "");
        registry.setVersionTag("fraud ☃", 3, "approver", "nächtlich");
        registry.setVersionTag("fraud ☃", 3, "empty", "");
        registry.setAlias("fraud ☃", "champion", 3);
        registry.setAlias("fraud ☃", "best", 3);
        registry.setAlias("fraud ☃", "old", 1);
        registry.transition("fraud ☃", 1, ModelStage.ARCHIVED);
        registry.transition("fraud ☃", 3, ModelStage.PRODUCTION);
        registry.createModel("another");
        post(
                "registered-models/create",
                Map.of("name", "greeting", "tags", List.of(entry("mlflow.prompt.is_prompt", "true"))));
        post(
                "model-versions/create",
                Map.of(
                        "name",
                        "greeting",
                        "source",
                        "prompt-template",
                        "tags",
                        List.of(entry("mlflow.prompt.is_prompt", "true"), entry("mlflow.prompt.text", "Hi {{name}}"))));
    }

    private String newRun(String experiment, String name, long start) {
        return post(
                "runs/create",
                Map.of(
                        "experiment_id", experiment,
                        "run_name", name,
                        "user_id", "jürgen",
                        "start_time", start,
                        "tags", List.of(entry("t", "v"))),
                "run.info.run_id");
    }

    private static Map<String, ?> metric(String run, String key, Object value, long timestamp, long step) {
        return Map.of("run_id", run, "key", key, "value", value, "timestamp", timestamp, "step", step);
    }

    private static Map<String, String> entry(String key, String value) {
        return Map.of("key", key, "value", value);
    }

    private void post(String path, Map<String, ?> body) {
        Rest.Answer answer = rest.send("POST", "/api/2.0/mlflow/" + path, json(body));
        if (answer.status() != 200) {
            throw new IllegalStateException(path + " " + body + ": " + answer.body());
        }
    }

    private String post(String path, Map<String, ?> body, String field) {
        return String.valueOf(
                rest.send("POST", "/api/2.0/mlflow/" + path, json(body)).at(field));
    }

    private static String json(Map<String, ?> body) {
        try {
            return JSON.std.asString(body);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
