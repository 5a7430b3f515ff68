package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The endpoints that log metrics, params and tags to a run. */
public final class RunLogging implements Router.Resource {

    private static final String BASE = "2.0/mlflow/runs/";
    private static final int MAX_METRICS = 1_000;
    private static final int MAX_PARAMS_OR_TAGS = 100;
    private static final int MAX_ENTITIES = 1_000;
    private static final Field ID = Field.string("run_id").required().typed();
    private static final Field OLD_ID = Field.string("run_uuid");
    private static final Field KEY = Field.string("key").required().typed();
    private static final Field VALUE = Field.string("value").typed();
    private static final Schema LOG_PAIR = Schema.of(ID, OLD_ID, KEY, VALUE);
    private static final Schema DELETE_TAG = Schema.of(ID, KEY);
    private static final Schema LOG_METRIC = Schema.of(
            ID,
            OLD_ID,
            KEY,
            Field.scalar("value", FieldType.DOUBLE).required().typed(),
            Field.scalar("timestamp", FieldType.INT64).typed().required(),
            Field.scalar("step", FieldType.INT64).typed(),
            Field.string("model_id").typed(),
            Field.string("dataset_name").typed(),
            Field.string("dataset_digest").typed());
    private static final Schema METRIC = Schema.of(
            Field.string("key"),
            Field.scalar("value", FieldType.DOUBLE),
            Field.scalar("timestamp", FieldType.INT64),
            Field.scalar("step", FieldType.INT64),
            Field.string("model_id"),
            Field.string("dataset_name"),
            Field.string("dataset_digest"));
    private static final Schema LOG_BATCH = Schema.of(
                    Field.string("run_id").typed().required(),
                    Field.objects("metrics", METRIC).typed().checked(items("key", "value", "timestamp")),
                    Field.objects("params", Schema.KEY_VALUE).typed().checked(items("key")),
                    Field.objects("tags", Schema.KEY_VALUE).typed().checked(items("key")))
            .needingJson();

    private final TrackingState state;

    public RunLogging(TrackingState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post(BASE + "log-metric", LOG_METRIC, this::logMetric);
        routes.post(BASE + "log-parameter", LOG_PAIR, this::logParam);
        routes.post(BASE + "set-tag", LOG_PAIR, this::setTag);
        routes.post(BASE + "delete-tag", DELETE_TAG, this::deleteTag);
        routes.post(BASE + "log-batch", LOG_BATCH, this::logBatch);
    }

    private Map<String, ?> logMetric(Message request) {
        ModelMetrics.requireWholeDataset(request);
        if (!request.string("model_id").isEmpty()) {
            // MLflow looks for the run first where a model is named, and last where none is.
            state.activeRun(request.runId());
        }
        Metric metric = metric("", request);
        Run run = state.activeRun(request.runId());
        ModelMetrics.log(state, run, List.of(metric), List.of(request));
        run.log(metric);
        return Map.of();
    }

    private Map<String, ?> logParam(Message request) {
        String key = request.string("key");
        String value = Validation.param("", key, request.string("value"));
        Run run = state.activeRun(request.runId());
        String old = run.params.putIfAbsent(key, value);
        if (old != null && !old.equals(value)) {
            throw RestException.invalid(("Changing param values is not allowed. Param with key='%s' was already logged "
                            + "with value='%s' for run ID='%s'. Attempted logging new value '%s'.")
                    .formatted(key, old, run.id, value));
        }
        return Map.of();
    }

    private Map<String, ?> setTag(Message request) {
        String key = request.string("key");
        String value = Validation.runTag("", key, request.string("value"));
        state.activeRun(request.runId()).tag(key, value);
        return Map.of();
    }

    private Map<String, ?> deleteTag(Message request) {
        Run run = state.activeRun(request.string("run_id"));
        if (run.tags.remove(request.string("key")) == null) {
            throw RestException.missing("No tag with name: " + request.string("key") + " in run with id " + run.id);
        }
        return Map.of();
    }

    private Map<String, ?> logBatch(Message request) {
        request.messages("metrics").forEach(ModelMetrics::requireWholeDataset);
        Validation.runId(request.string("run_id"));
        List<Metric> metrics = new ArrayList<>();
        for (Message metric : request.messages("metrics")) {
            metrics.add(metric("metrics[" + metrics.size() + "].", metric));
        }
        Map<String, String> params = new LinkedHashMap<>();
        List<String> repeated = new ArrayList<>();
        int paramCount = 0;
        for (Message param : request.messages("params")) {
            String key = param.string("key");
            String value = Validation.param("params[" + paramCount++ + "].", key, param.string("value"));
            if (params.put(key, value) != null) {
                repeated.add(key);
            }
        }
        List<Map.Entry<String, String>> tags = new ArrayList<>();
        for (Message tag : request.messages("tags")) {
            String key = tag.string("key");
            tags.add(Map.entry(key, Validation.runTag("tags[" + tags.size() + "].", key, tag.string("value"))));
        }
        requireAtMost(MAX_METRICS, "metrics", metrics.size());
        requireAtMost(MAX_PARAMS_OR_TAGS, "params", paramCount);
        requireAtMost(MAX_PARAMS_OR_TAGS, "tags", tags.size());
        requireAtMost(MAX_ENTITIES, "metrics, params, and tags", metrics.size() + paramCount + tags.size());
        if (!repeated.isEmpty()) {
            throw RestException.invalid("Duplicate parameter keys have been submitted: " + Python.repr(repeated)
                    + ". Please ensure the request contains only one param value per param key.");
        }
        Run run = state.activeRun(request.string("run_id"));
        requireUnchanged(run, params);
        run.params.putAll(params);
        metrics.forEach(run::log);
        ModelMetrics.log(state, run, metrics, request.messages("metrics"));
        tags.forEach(tag -> run.tag(tag.getKey(), tag.getValue()));
        return Map.of();
    }

    private static void requireUnchanged(Run run, Map<String, String> params) {
        String changed = params.entrySet().stream()
                .filter(param -> run.params.containsKey(param.getKey())
                        && !param.getValue().equals(run.params.get(param.getKey())))
                .map(param -> "{'key': %s, 'old_value': %s, 'new_value': %s}"
                        .formatted(
                                Python.repr(param.getKey()),
                                Python.repr(run.params.getOrDefault(param.getKey(), "")),
                                Python.repr(param.getValue())))
                .collect(Collectors.joining(", "));
        if (!changed.isEmpty()) {
            throw RestException.invalid("Changing param values is not allowed. Params were already logged='[" + changed
                    + "]' for run ID='" + run.id + "'.");
        }
    }

    private static void requireAtMost(int limit, String what, int count) {
        if (count > limit) {
            throw RestException.invalid(
                    ("A batch logging request can contain at most %s %s. Got %s %s. Please split up "
                                    + "%s across multiple requests and try again.")
                            .formatted(limit, what, count, what, what));
        }
    }

    private static Metric metric(String path, Message message) {
        String key = message.string("key");
        double value = message.number("value");
        long timestamp = message.integer("timestamp");
        Validation.metric(path, key, value, timestamp);
        return Metric.of(key, value, timestamp, message.integer("step"));
    }

    /** Refuse a list with an item that lacks a field. */
    private static Field.Check items(String... required) {
        return (field, json, complete) -> {
            if (!(json instanceof List<?> items)) {
                return Optional.empty();
            }
            for (int i = 0; i < items.size(); i++) {
                if (!(items.get(i) instanceof Map<?, ?> item)) {
                    throw new UnhandledRequestException("MLflow takes every item for an object");
                }
                for (String name : required) {
                    Object value = item.get(name);
                    if (value == null || "".equals(value)) {
                        return Optional.of(
                                "Missing value for required parameter '%s[%s].%s'.".formatted(field.name(), i, name));
                    }
                }
            }
            return Optional.empty();
        };
    }
}
