package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.tracking.Experiment;
import io.mmp.test.mlflow.embedded.tracking.Validation;
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
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The endpoints of traces: create, read, delete. */
public final class Traces implements Router.Resource {

    private static final String BASE = "3.0/mlflow/traces";
    private static final Schema INFO = Schema.of(
            Field.string("trace_id"),
            Field.string("client_request_id"),
            Field.object("trace_location", TraceLocation.SCHEMA),
            Field.string("request"),
            Field.string("response"),
            Field.string("request_preview"),
            Field.string("response_preview"),
            ProtoField.timestamp("request_time"),
            ProtoField.duration("execution_duration"),
            ProtoField.enumeration("state", Trace.STATES),
            ProtoField.map("trace_metadata"),
            Field.objects("assessments", Assessment.SCHEMA),
            ProtoField.map("tags"));
    private static final Schema CREATE = Schema.of(
            Field.object("trace", Schema.of(Field.object("trace_info", INFO))).required());
    private static final Schema BATCH = Schema.of(
            Field.strings("trace_ids").typed().required().ofTexts(),
            Field.strings("experiment_ids").typed().ofTexts());
    private static final Schema GET = Schema.of(
            Field.string("trace_id").typed().required(),
            Field.scalar("allow_partial", FieldType.BOOLEAN).typed());
    private static final Schema DELETE = Schema.of(
            Field.string("experiment_id").typed().required(),
            Field.scalar("max_timestamp_millis", FieldType.INT64).typed(),
            Field.scalar("max_traces", FieldType.INT32).typed(),
            Field.strings("request_ids").typed().ofTexts());

    private final TraceState state;

    public Traces(TraceState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post(BASE, CREATE, this::create);
        routes.get(BASE + "/{trace_id}", Schema.of(), this::getInfo);
        routes.get(BASE + "/get", GET, this::get);
        routes.get(BASE + "/batchGet", BATCH, this::getAll);
        routes.post(BASE + "/batchGetInfos", BATCH, this::getInfos);
        for (String version : List.of("2.0", "3.0")) {
            routes.post(version + "/mlflow/traces/delete-traces", DELETE, this::delete);
        }
    }

    private Map<String, ?> create(Message request) {
        Message info = request.message("trace").message("trace_info");
        TraceLocation location = TraceLocation.of(info.message("trace_location"));
        List<Assessment> assessments =
                info.messages("assessments").stream().map(Assessment::new).toList();
        Map<String, String> tags = info.texts("tags");
        String name = tags.get(Trace.NAME_TAG);
        Trace.requireName(name);
        Experiment experiment = state.activeExperiment(location.experimentId());
        location.requireExperiment();
        String session = info.texts("trace_metadata").get(TraceUsage.SESSION);
        if (session != null) {
            TraceUsage.requireSession(session);
        }
        String id = info.string("trace_id");
        Trace trace = state.traces.get(id);
        Set<String> hidden = new HashSet<>();
        if (trace == null) {
            requireNew(assessments, id);
            trace = state.addTrace(id, experiment, 0);
        } else if (!Trace.TRACKING_STORE.equals(trace.tags.getOrDefault(Trace.SPANS_LOCATION, Trace.TRACKING_STORE))) {
            throw new RestException(
                    ErrorCode.INVALID_STATE, "Cannot update traces that are no longer DB-backed: '" + id + "'.");
        }
        if (trace.metadata.containsKey(Trace.FINALIZED) || !trace.spans.isEmpty() || !trace.tags.isEmpty()) {
            // MLflow read the tags before it added these, and answers without them.
            hidden.addAll(tags.keySet());
            hidden.removeAll(trace.tags.keySet());
            hidden.remove(Trace.NAME_TAG);
        }
        merge(info, trace, experiment);
        assessments.forEach(assessment -> {
            // One that is known already is replaced.
            state.traces.values().forEach(other -> other.assessments.removeIf(old -> old.id.equals(assessment.id)));
        });
        trace.assessments.addAll(assessments);
        Map<String, Object> answer = trace.tree();
        Map<String, String> shown = trace.tagsWithName();
        shown.keySet().removeAll(hidden);
        answer.put("tags", shown);
        return Map.of("trace", Map.of("trace_info", answer));
    }

    /** Take over what a client sent; what {@code log_spans} made of the trace before is only completed. */
    private static void merge(Message info, Trace trace, Experiment experiment) {
        trace.start = info.integer("request_time");
        trace.duration = info.has("execution_duration") ? info.integer("execution_duration") : null;
        trace.state = info.optional("state").orElse(Trace.STATES.get(0));
        trace.clientRequestId = info.has("client_request_id") ? info.string("client_request_id") : null;
        if (info.has("request_preview")) {
            trace.requestPreview = info.string("request_preview");
        }
        if (info.has("response_preview")) {
            trace.responsePreview = info.string("response_preview");
        }
        info.texts("tags").forEach(trace::setTag);
        trace.moveTo(experiment);
        Map<String, String> metadata = info.texts("trace_metadata");
        metadata.put(Trace.FINALIZED, "true");
        trace.setMetadata(metadata);
    }

    private void requireNew(List<Assessment> assessments, String traceId) {
        Set<String> ids = assessments.stream().map(assessment -> assessment.id).collect(Collectors.toSet());
        if (ids.size() < assessments.size() || ids.stream().anyMatch(id -> state.hasAssessment(id))) {
            throw RestException.missing("Trace with ID '" + traceId + "' no longer exists.");
        }
    }

    private Map<String, ?> getInfo(Message request) {
        Trace trace = state.trace(request.string("trace_id"));
        return Map.of("trace", Map.of("trace_info", trace.tree()));
    }

    private Map<String, ?> get(Message request) {
        String id = request.string("trace_id");
        Trace trace = state.traces.get(id);
        if (trace == null) {
            throw RestException.missing("Trace with ID " + id + " is not found.");
        }
        List<Span> spans = StoredSpans.of(trace);
        boolean isPartial = request.flag("allow_partial");
        if (!isPartial && (spans.isEmpty() || StoredSpans.areIncomplete(trace))) {
            throw RestException.missing("Trace with ID " + id + " is not fully exported yet, please try again later.");
        }
        return Map.of("trace", StoredSpans.tree(trace, spans));
    }

    private Map<String, ?> getAll(Message request) {
        Map<String, Object> answer = new LinkedHashMap<>();
        List<Map<String, Object>> found = find(request)
                .filter(trace -> !StoredSpans.of(trace).isEmpty() && !StoredSpans.areIncomplete(trace))
                .map(trace -> StoredSpans.tree(trace, StoredSpans.of(trace)))
                .toList();
        Trees.putUnlessEmpty(answer, "traces", found);
        return answer;
    }

    private Map<String, ?> getInfos(Message request) {
        Map<String, Object> answer = new LinkedHashMap<>();
        Trees.putUnlessEmpty(
                answer, "trace_infos", find(request).map(Trace::tree).toList());
        return answer;
    }

    private Stream<Trace> find(Message request) {
        Optional<Set<Long>> experiments = request.has("experiment_ids")
                ? Optional.of(request.strings("experiment_ids").stream()
                        .map(id -> Validation.searchedExperimentId(id).longValue())
                        .collect(Collectors.toSet()))
                : Optional.empty();
        // An id that is named twice has the place of its last mention.
        Set<String> ids = new LinkedHashSet<>();
        request.strings("trace_ids").forEach(id -> {
            ids.remove(id);
            ids.add(id);
        });
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(state.traces.get(id)).stream())
                .filter(trace -> experiments.isEmpty() || experiments.get().contains(trace.experiment.id));
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
        long experiment =
                Validation.searchedExperimentId(request.string("experiment_id")).longValue();
        List<Trace> deleted = state.traces.values().stream()
                .filter(trace -> trace.experiment.id == experiment)
                .filter(trace ->
                        byTime ? trace.start <= request.integer("max_timestamp_millis") : ids.contains(trace.id))
                .sorted(Comparator.comparingLong((Trace trace) -> trace.start)
                        .thenComparing(trace -> trace.id, PythonText.ORDER))
                .limit(limit)
                .toList();
        deleted.forEach(trace -> state.traces.remove(trace.id));
        return Map.of("traces_deleted", deleted.size());
    }
}
