package io.mmp.test.mlflow.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The endpoints of assessments. They are kept in the head of their trace, as an unmodifiable list. */
final class Assessments implements Router.Resource {

    private static final String OF_TRACE = "3.0/mlflow/traces/{trace_id}/assessments";
    private static final String BY_ID = OF_TRACE + "/{assessment_id}";
    private static final Schema CREATE = Schema.of(Field.tree("assessment").required());
    private static final Schema UPDATE = Schema.of(
            Field.tree("assessment").required(), Field.string("update_mask").required());

    private final TrackingState state;

    Assessments(TrackingState state) {
        this.state = state;
    }

    @Override
    public void register(Router router) {
        router.post(OF_TRACE, CREATE, this::create);
        router.get(BY_ID, Schema.of(), this::get);
        router.json("PATCH", BY_ID, UPDATE, this::update);
        router.json("DELETE", BY_ID, Schema.of(), this::delete);
    }

    /** Return the assessments of a trace, the oldest first. */
    static List<Map<String, Object>> of(Map<String, Object> trace) {
        List<Map<String, Object>> assessments = new ArrayList<>();
        if (trace.get("assessments") instanceof List<?> list) {
            list.forEach(item -> assessments.add(Trees.copy(item)));
        }
        return assessments;
    }

    /** Complete the assessments that a client sent with a new trace. */
    static void complete(Map<String, Object> trace) {
        String id = String.valueOf(trace.get("trace_id"));
        keep(trace, of(trace).stream().map(sent -> Assessment.of(sent, id)).toList());
    }

    private Map<String, ?> create(Message request) {
        String traceId = request.string("trace_id");
        Map<String, Object> created = Assessment.of(request.tree("assessment"), traceId);
        Map<String, Object> trace = Optional.ofNullable(state.traces.get(traceId))
                .orElseThrow(() -> RestException.missing("Trace with ID '" + traceId + "' not found."));
        List<Map<String, Object>> assessments = of(trace);
        if (created.get("overrides") instanceof String overridden) {
            find(assessments, overridden)
                    .orElseThrow(() -> missing(overridden, traceId))
                    .put("valid", false);
        }
        assessments.add(created);
        keep(trace, assessments);
        return Map.of("assessment", created);
    }

    private Map<String, ?> get(Message request) {
        return Map.of("assessment", find(of(trace(request)), request));
    }

    private Map<String, ?> update(Message request) {
        Map<String, Object> trace = trace(request);
        List<Map<String, Object>> assessments = of(trace);
        Map<String, Object> assessment = find(assessments, request);
        Map<String, Object> sent = request.tree("assessment");
        for (String field : request.string("update_mask").split(",", -1)) {
            change(assessment, field, sent);
        }
        assessment.put("last_update_time", TraceTime.now());
        keep(trace, assessments);
        return Map.of("assessment", assessment);
    }

    private static void change(Map<String, Object> assessment, String field, Map<String, Object> sent) {
        switch (field) {
            case Assessment.FEEDBACK -> changeValue(assessment, field, "an Expectation", sent);
            case Assessment.EXPECTATION -> changeValue(assessment, field, "a Feedback", sent);
            case "metadata" -> {
                Map<String, Object> merged = Trees.copy(assessment.getOrDefault(field, Map.of()));
                merged.putAll(Trees.copy(sent.getOrDefault(field, Map.of())));
                assessment.put(field, merged);
            }
            case "assessmentName", "assessment_name" ->
                Optional.ofNullable(sent.get("assessment_name"))
                        .ifPresent(name -> assessment.put("assessment_name", name));
            case "rationale" -> assessment.put(field, sent.getOrDefault(field, ""));
            case "valid" -> throw new UnhandledRequestException("An assessment becomes valid and invalid by itself");
            default -> {
                // MLflow ignores it too.
            }
        }
    }

    private static void changeValue(
            Map<String, Object> assessment, String kind, String otherKind, Map<String, Object> sent) {
        if (!assessment.containsKey(kind)) {
            throw RestException.invalid("Cannot update " + kind + " value on " + otherKind + " assessment.");
        }
        assessment.put(kind, Assessment.value(kind, sent));
    }

    private Map<String, ?> delete(Message request) {
        Map<String, Object> trace = state.traces.get(request.string("trace_id"));
        if (trace != null) {
            List<Map<String, Object>> assessments = of(trace);
            find(assessments, request.string("assessment_id")).ifPresent(deleted -> {
                assessments.remove(deleted);
                find(assessments, String.valueOf(deleted.get("overrides")))
                        .ifPresent(overridden -> overridden.put("valid", true));
            });
            keep(trace, assessments);
        }
        return Map.of();
    }

    private Map<String, Object> trace(Message request) {
        String id = request.string("trace_id");
        return Optional.ofNullable(state.traces.get(id))
                .orElseThrow(() -> RestException.missing("Trace with request_id '" + id + "' not found"));
    }

    private static Map<String, Object> find(List<Map<String, Object>> assessments, Message request) {
        String id = request.string("assessment_id");
        return find(assessments, id).orElseThrow(() -> missing(id, request.string("trace_id")));
    }

    private static Optional<Map<String, Object>> find(List<Map<String, Object>> assessments, String id) {
        Stream<Map<String, Object>> all = assessments.stream();
        return all.filter(assessment -> id.equals(assessment.get("assessment_id")))
                .findFirst();
    }

    private static RestException missing(String id, String traceId) {
        return RestException.missing("Assessment with ID '" + id + "' not found for trace '" + traceId + "'");
    }

    private static void keep(Map<String, Object> trace, List<Map<String, Object>> assessments) {
        if (assessments.isEmpty()) {
            trace.remove("assessments");
        } else {
            trace.put("assessments", List.copyOf(assessments));
        }
    }
}
