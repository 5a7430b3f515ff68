package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.Json;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The endpoints that say what runs read and wrote: data sets and models. */
public final class RunInputs implements Router.Resource {

    private static final int MAX_TAG_KEY = 255;
    private static final int MAX_TAG_VALUE = 500;
    private static final String MODEL_HISTORY_TAG = "mlflow.log-model.history";
    private static final Schema DATASET_INPUT =
            Schema.of(Field.objects("tags", Schema.KEY_VALUE), Field.object("dataset", Dataset.SCHEMA));
    private static final Schema MODEL_INPUT = Schema.of(Field.string("model_id"));
    private static final Schema MODEL_OUTPUT =
            Schema.of(Field.string("model_id"), Field.scalar("step", FieldType.INT64));
    private static final Schema LOG_INPUTS = Schema.of(
            Field.string("run_id").required().typed(),
            Field.objects("datasets", DATASET_INPUT).typed(),
            Field.objects("models", MODEL_INPUT).typed());
    private static final Schema LOG_OUTPUTS = Schema.of(
            Field.string("run_id").required().typed(),
            Field.objects("models", MODEL_OUTPUT).required().typed());
    private static final Schema LOG_MODEL = Schema.of(
            Field.string("run_id").typed().required(),
            Field.string("model_json").typed().required());

    private final TrackingState state;

    public RunInputs(TrackingState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post("2.0/mlflow/runs/log-inputs", LOG_INPUTS, this::logInputs);
        routes.post("2.0/mlflow/runs/outputs", LOG_OUTPUTS, this::logOutputs);
        routes.post("2.0/mlflow/runs/log-model", LOG_MODEL, this::logModel);
    }

    private Map<String, ?> logInputs(Message request) {
        Validation.runId(request.string("run_id"));
        List<RunLinks.DatasetInput> inputs = new ArrayList<>();
        for (Message input : request.messages("datasets")) {
            Dataset dataset = Dataset.of(input.message("dataset"));
            Map<String, String> tags = new TreeMap<>();
            for (Message tag : input.messages("tags")) {
                Validation.length("key", MAX_TAG_KEY, tag.string("key"));
                Validation.length("value", MAX_TAG_VALUE, tag.string("value"));
                tags.put(tag.string("key"), tag.string("value"));
            }
            inputs.add(new RunLinks.DatasetInput(dataset, tags));
        }
        Run run = state.activeRun(request.string("run_id"));
        for (RunLinks.DatasetInput input : inputs) {
            // A data set is described once; a run reads it once.
            Dataset known = state.experiment(String.valueOf(run.experimentId)).known(input.dataset());
            if (run.links.datasets.stream().noneMatch(old -> old.dataset().isSameAs(known))) {
                run.links.datasets.add(new RunLinks.DatasetInput(known, input.tags()));
            }
        }
        for (Message model : request.messages("models")) {
            if (!run.links.modelInputs.contains(model.string("model_id"))) {
                run.links.modelInputs.add(model.string("model_id"));
            }
        }
        return Map.of();
    }

    private Map<String, ?> logOutputs(Message request) {
        Run run = state.activeRun(request.string("run_id"));
        List<RunLinks.ModelOutput> outputs = request.messages("models").stream()
                .map(model -> new RunLinks.ModelOutput(model.string("model_id"), model.integer("step")))
                .toList();
        Set<String> ids = new LinkedHashSet<>();
        run.links.modelOutputs.forEach(output -> ids.add(output.modelId()));
        if (!outputs.stream().allMatch(output -> ids.add(output.modelId()))) {
            throw RestException.constraint("UNIQUE constraint failed: inputs.source_type, inputs.source_id, "
                    + "inputs.destination_type, inputs.destination_id");
        }
        run.links.modelOutputs.addAll(outputs);
        return Map.of();
    }

    private Map<String, ?> logModel(Message request) {
        String text = request.string("model_json");
        Map<?, ?> model = Json.read(text.getBytes(StandardCharsets.UTF_8))
                .map(json -> object("model_json", json))
                .orElseThrow(
                        () -> RestException.invalid("Malformed model info. \n " + text + " \n is not a valid JSON."));
        Set<String> missing = new TreeSet<>(Set.of("artifact_path", "flavors", "utc_time_created", "run_id"));
        model.keySet().forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw RestException.invalid("Model json is missing mandatory fields: " + SearchKey.set(missing));
        }
        Run run = state.activeRun(request.string("run_id"));
        Map<String, Object> entry = new LinkedHashMap<>();
        for (String name : List.of("run_id", "artifact_path", "utc_time_created", "model_uuid")) {
            entry.put(name, model.get(name));
        }
        entry.put("flavors", withoutConfigs(object("flavors", model.get("flavors"))));
        List<Object> history = new ArrayList<>(historyOf(run));
        history.add(entry);
        run.tags.put(MODEL_HISTORY_TAG, Validation.runTag("", MODEL_HISTORY_TAG, PythonJson.spaced(history)));
        return Map.of();
    }

    private static Map<Object, Object> withoutConfigs(Map<?, ?> flavors) {
        Map<Object, Object> bare = new LinkedHashMap<>();
        flavors.forEach((name, flavor) -> {
            Map<Object, Object> fields = new LinkedHashMap<>();
            if (flavor instanceof Map<?, ?> described) {
                fields.putAll(described);
                fields.remove("config");
            }
            bare.put(name, flavor instanceof Map ? fields : flavor);
        });
        return bare;
    }

    private static List<?> historyOf(Run run) {
        String history = run.tags.getOrDefault(MODEL_HISTORY_TAG, "[]");
        Object entries = Json.read(history.getBytes(StandardCharsets.UTF_8)).orElse(List.of());
        if (entries instanceof List<?> list) {
            return list;
        }
        throw new UnhandledRequestException("MLflow takes the tag " + MODEL_HISTORY_TAG + " for a list");
    }

    private static Map<?, ?> object(String name, @Nullable Object json) {
        if (json instanceof Map<?, ?> object) {
            return object;
        }
        throw new UnhandledRequestException("MLflow takes " + name + " for an object");
    }
}
