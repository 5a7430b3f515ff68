package io.mmp.test.mlflow.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The endpoints of traces, as far as tracing and autologging need them.
 *
 * <p>A trace's head is kept here, its spans are an artifact: clients write them there when a server answers that it does
 * not take spans, and read them from there.
 */
final class Traces implements Router.Resource {

    private static final String BASE = "3.0/mlflow/traces";
    private static final Schema CREATE =
            Schema.of(Field.object("trace", Schema.of(Field.tree("trace_info"))).required());
    private static final Schema SEARCH = Schema.of(
            Field.objects("locations", Schema.of(Field.tree("mlflow_experiment")))
                    .typed()
                    .required(),
            Field.string("filter").typed(),
            Field.scalar("max_results", FieldType.INT32).typed().atMost(500),
            Field.strings("order_by").typed().ofTexts(),
            Field.string("page_token").typed());
    private static final Schema BATCH =
            Schema.of(Field.strings("trace_ids").typed().ofTexts().required());
    private static final Schema SET_TAG = Schema.of(
            Field.string("key").typed().required(), Field.string("value").typed());
    private static final Schema DELETE_TAG =
            Schema.of(Field.string("key").typed().required());
    private static final Schema DELETE = Schema.of(
            Field.string("experiment_id").typed().required(),
            Field.scalar("max_timestamp_millis", FieldType.INT64).typed(),
            Field.scalar("max_traces", FieldType.INT32).typed(),
            Field.strings("request_ids").typed().ofTexts());
    private static final int DEFAULT_MAX_RESULTS = 100;

    private final TrackingState state;

    Traces(TrackingState state) {
        this.state = state;
    }

    @Override
    public void register(Router router) {
        router.post(BASE, CREATE, this::create);
        router.get(BASE + "/{trace_id}", Schema.of(), this::get);
        router.post(BASE + "/search", SEARCH, this::search);
        router.post(BASE + "/batchGetInfos", BATCH, this::getAll);
        for (String version : List.of("2.0", "3.0")) {
            router.post(version + "/mlflow/traces/delete-traces", DELETE, this::delete);
        }
        for (String tags : List.of(BASE + "/{trace_id}/tags", "2.0/mlflow/traces/{trace_id}/tags")) {
            router.json("PATCH", tags, SET_TAG, this::setTag);
            router.json("DELETE", tags, DELETE_TAG, this::deleteTag);
        }
        router.raw("POST", "/v1/traces", request -> {
            throw new RestException(
                    ErrorCode.NOT_IMPLEMENTED, "The embedded server keeps spans as artifacts, not in its store");
        });
    }

    private Map<String, ?> create(Message request) {
        Map<String, Object> info = new LinkedHashMap<>(request.message("trace").tree("trace_info"));
        String id = String.valueOf(info.get("trace_id"));
        Experiment experiment = state.experiment(experimentIdOf(info));
        Map<String, Object> tags = part(info, "tags");
        tags.put(
                "mlflow.artifactLocation",
                ArtifactUri.append(experiment.artifactLocation, "traces/" + id + "/artifacts"));
        part(info, "trace_metadata").put("mlflow.trace.infoFinalized", "true");
        TraceTime.normalize(info);
        Assessments.complete(info);
        state.traces.put(id, info);
        return Map.of("trace", Map.of("trace_info", copy(info)));
    }

    private Map<String, ?> get(Message request) {
        String id = request.string("trace_id");
        Map<String, Object> info = state.traces.get(id);
        if (info == null) {
            throw RestException.missing("Trace with ID '" + id + "' not found.");
        }
        return Map.of("trace", Map.of("trace_info", copy(info)));
    }

    private Map<String, ?> getAll(Message request) {
        Map<String, Object> answer = new LinkedHashMap<>();
        List<Map<String, Object>> found = request.strings("trace_ids").stream()
                .flatMap(id -> Optional.ofNullable(state.traces.get(id)).stream())
                .map(Traces::copy)
                .toList();
        Trees.putUnlessEmpty(answer, "trace_infos", found);
        return answer;
    }

    private Map<String, ?> search(Message request) {
        List<String> experiments = request.messages("locations").stream()
                .map(location ->
                        String.valueOf(location.tree("mlflow_experiment").get("experiment_id")))
                .toList();
        long maxResults = request.has("max_results") ? request.integer("max_results") : DEFAULT_MAX_RESULTS;
        Validation.maxResults(maxResults);
        List<Map<String, Object>> traces = state.traces.values().stream()
                .filter(info -> experiments.contains(experimentIdOf(info)))
                .toList();
        List<Map<String, Object>> found =
                TraceSearch.search(traces, request.string("filter"), request.strings("order_by"));
        Map<String, Object> answer = new LinkedHashMap<>();
        Page.of(found, maxResults, request.string("page_token"))
                .map(Traces::copy)
                .addTo(answer, "traces");
        return answer;
    }

    private Map<String, ?> delete(Message request) {
        boolean byTime = request.has("max_timestamp_millis");
        List<String> ids = request.strings("request_ids");
        if (!byTime && ids.isEmpty()) {
            throw RestException.invalid("Either `max_timestamp_millis` or `trace_ids` must be specified.");
        }
        if (byTime && !ids.isEmpty()) {
            throw RestException.invalid("Only one of `max_timestamp_millis` and `trace_ids` can be specified.");
        }
        if (!byTime && request.has("max_traces")) {
            throw RestException.invalid("`max_traces` can't be specified if `trace_ids` is specified.");
        }
        long limit = request.has("max_traces") ? request.integer("max_traces") : Long.MAX_VALUE;
        if (limit <= 0) {
            throw RestException.invalid("`max_traces` must be a positive integer, received " + limit + ".");
        }
        List<Object> deleted =
                TraceSearch.search(state.traces.values(), "", List.of("timestamp_ms", "request_id")).stream()
                        .filter(info -> experimentIdOf(info).equals(request.string("experiment_id")))
                        .filter(info -> byTime
                                ? startOf(info) <= request.integer("max_timestamp_millis")
                                : ids.contains(String.valueOf(info.get("trace_id"))))
                        .limit(limit)
                        .map(info -> info.get("trace_id"))
                        .toList();
        deleted.forEach(state.traces::remove);
        return Map.of("traces_deleted", deleted.size());
    }

    private static long startOf(Map<String, Object> info) {
        return TraceTime.millis(info.get("request_time")).orElse(0);
    }

    private Map<String, ?> setTag(Message request) {
        Map<String, Object> info = state.traces.get(request.string("trace_id"));
        if (info == null) {
            throw RestException.constraint("FOREIGN KEY constraint failed");
        }
        part(info, "tags").put(request.string("key"), request.string("value"));
        return Map.of();
    }

    private Map<String, ?> deleteTag(Message request) {
        String id = request.string("trace_id");
        Map<String, Object> info = state.traces.getOrDefault(id, new LinkedHashMap<>());
        if (part(info, "tags").remove(request.string("key")) == null) {
            throw RestException.missing(
                    "No trace tag with key '" + request.string("key") + "' for trace with ID '" + id + "'");
        }
        return Map.of();
    }

    private static String experimentIdOf(Map<String, Object> info) {
        return info.get("trace_location") instanceof Map<?, ?> location
                        && location.get("mlflow_experiment") instanceof Map<?, ?> experiment
                ? String.valueOf(experiment.get("experiment_id"))
                : "";
    }

    /** Return a part of a head that may be changed. */
    private static Map<String, Object> part(Map<String, Object> info, String name) {
        Map<String, Object> part = Trees.copy(info.get(name));
        info.put(name, part);
        return part;
    }

    /** Return a head that later changes do not reach: {@link #part} replaces what it changes. */
    private static Map<String, Object> copy(Map<String, Object> info) {
        return new LinkedHashMap<>(info);
    }
}
