package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.tracking.Experiment;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.ProtoField;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The endpoints by which the clients of MLflow 2 start, end, read and search traces. */
public final class TracesV2 implements Router.Resource {

    private static final String BASE = "2.0/mlflow/traces";
    private static final Field.Check KEYS =
            (field, json, complete) -> hasKeys(json) ? Optional.empty() : Optional.of(field.invalid(json));
    private static final Field METADATA =
            Field.objects("request_metadata", Schema.KEY_VALUE).checked(KEYS);
    private static final Field TAGS = Field.objects("tags", Schema.KEY_VALUE).checked(KEYS);
    private static final List<String> STATUSES = List.of("TRACE_STATUS_UNSPECIFIED", "OK", "ERROR", "IN_PROGRESS");
    private static final Schema START = Schema.of(
            Field.string("experiment_id").typed(),
            Field.scalar("timestamp_ms", FieldType.INT64).typed(),
            METADATA,
            TAGS);
    private static final Schema END = Schema.of(
            Field.string("request_id"),
            Field.scalar("timestamp_ms", FieldType.INT64).typed(),
            ProtoField.enumeration("status", STATUSES).typed(),
            METADATA,
            TAGS);
    private static final Schema SEARCH = Schema.of(
            Field.strings("experiment_ids").typed().ofTexts().required(),
            Field.string("filter").typed(),
            Field.scalar("max_results", FieldType.INT32).typed().atMost(500),
            Field.strings("order_by").typed().ofTexts(),
            Field.string("page_token").typed());

    private final TraceState state;

    public TracesV2(TraceState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post(BASE, START, this::start);
        routes.get(BASE, SEARCH, this::search);
        routes.json("PATCH", BASE + "/{request_id}", END, this::end);
        routes.get(BASE + "/{request_id}/info", Schema.of(), this::getInfo);
    }

    private Map<String, ?> start(Message request) {
        Map<String, String> tags = entries(request, "tags");
        Trace.requireName(tags.get(Trace.NAME_TAG));
        Experiment experiment = state.activeExperiment(request.string("experiment_id"));
        String id = UUID.randomUUID().toString().replace("-", "");
        Map<String, String> metadata = entries(request, "request_metadata");
        String session = metadata.get(TraceUsage.SESSION);
        if (session != null) {
            TraceUsage.requireSession(session);
        }
        if (request.string("experiment_id").isEmpty()) {
            throw new RestException(ErrorCode.INTERNAL_ERROR, Python.noInteger(""));
        }
        Trace trace = state.addTrace(id, experiment, request.integer("timestamp_ms"));
        trace.setMetadata(metadata);
        tags.forEach(trace::setTag);
        trace.moveTo(experiment);
        return Map.of("trace_info", tree(trace));
    }

    private Map<String, ?> end(Message request) {
        Trace trace = state.trace(request.string("request_id"));
        Map<String, String> tags = entries(request, "tags");
        Map<String, String> metadata = entries(request, "request_metadata");
        String session = metadata.get(TraceUsage.SESSION);
        if (session != null) {
            TraceUsage.requireSession(session);
        }
        Trace.requireName(tags.get(Trace.NAME_TAG));
        String status = request.optional("status")
                .filter(sent -> !sent.equals(STATUSES.get(0)))
                .orElseThrow(() -> new RestException(
                        ErrorCode.INTERNAL_ERROR,
                        "<TraceStatus.UNSPECIFIED: 'TRACE_STATUS_UNSPECIFIED'> is not a valid TraceState"));
        trace.duration = request.integer("timestamp_ms") - trace.start;
        trace.state = status;
        trace.setMetadata(metadata);
        tags.forEach(trace::setTag);
        return Map.of("trace_info", tree(trace));
    }

    private Map<String, ?> getInfo(Message request) {
        return Map.of("trace_info", tree(state.trace(request.string("request_id"))));
    }

    private Map<String, ?> search(Message request) {
        long maxResults = request.has("max_results") ? request.integer("max_results") : TraceSearch.DEFAULT_MAX_RESULTS;
        Map<String, Object> answer = new LinkedHashMap<>();
        TraceSearch.page(state, request.strings("experiment_ids"), maxResults, request)
                .map(TracesV2::tree)
                .addTo(answer, "traces");
        return answer;
    }

    private static boolean hasKeys(@Nullable Object json) {
        if (!(json instanceof List<?> items)) {
            return false;
        }
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> entry)) {
                throw new UnhandledRequestException("Not an entry but a " + Python.typeName(item));
            }
            if (entry.get("key") == null || "".equals(entry.get("key"))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> entries(Message request, String name) {
        Map<String, String> entries = new LinkedHashMap<>();
        request.messages(name).forEach(entry -> entries.put(entry.string("key"), entry.string("value")));
        return entries;
    }

    /** Return the head of a trace as MLflow 2 knows it. */
    private static Map<String, Object> tree(Trace trace) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("request_id", trace.id);
        tree.put("experiment_id", String.valueOf(trace.experiment.id));
        tree.put("timestamp_ms", trace.start);
        tree.put("execution_time_ms", trace.duration == null ? 0 : trace.duration);
        tree.put("status", trace.state.equals(Trace.STATES.get(0)) ? STATUSES.get(0) : trace.state);
        Trees.putUnlessEmpty(tree, "request_metadata", Trees.keyValues(trace.metadataWithUsage()));
        Trees.putUnlessEmpty(tree, "tags", Trees.keyValues(trace.tagsWithName()));
        return tree;
    }
}
