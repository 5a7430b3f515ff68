package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.ProtoField;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoints of assessments, which are kept with their trace. */
public final class Assessments implements Router.Resource {

    private static final String OF_TRACE = "3.0/mlflow/traces/{trace_id}/assessments";
    private static final String BY_ID = OF_TRACE + "/{assessment_id}";
    private static final Schema CREATE =
            Schema.of(Field.object("assessment", Assessment.SCHEMA).required());
    private static final Schema UPDATE = Schema.of(
            Field.object("assessment", Assessment.SCHEMA).required(),
            ProtoField.mask("update_mask").required());

    private final TraceState state;

    public Assessments(TraceState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post(OF_TRACE, CREATE, this::create);
        routes.get(BY_ID, Schema.of(), this::get);
        routes.json("PATCH", BY_ID, UPDATE, this::update);
        routes.json("DELETE", BY_ID, Schema.of(), this::delete);
    }

    private Map<String, ?> create(Message request) {
        Assessment created = new Assessment(request.message("assessment"));
        Trace trace = state.trace(request.string("trace_id"));
        Optional<Assessment> overridden =
                created.overrides.map(id -> trace.assessment(id).orElseThrow(() -> missing(id, trace.id)));
        if (state.hasAssessment(created.id)) {
            throw new RestException(
                    ErrorCode.INTERNAL_ERROR,
                    "Failed to create assessment for trace '" + trace.id + "' due to a constraint violation.");
        }
        overridden.ifPresent(other -> other.valid = false);
        trace.assessments.add(created);
        return Map.of("assessment", created.tree(trace.id));
    }

    private Map<String, ?> get(Message request) {
        return Map.of("assessment", find(request).tree(request.string("trace_id")));
    }

    private Map<String, ?> update(Message request) {
        List<String> mask = request.strings("update_mask");
        Message sent = request.message("assessment");
        // MLflow reads all that is named before it looks for the assessment.
        Optional<Update> expectation = mask.contains(Assessment.EXPECTATION)
                ? Optional.of(Update.of(sent, Assessment.EXPECTATION))
                : Optional.empty();
        Optional<Update> feedback = mask.contains(Assessment.FEEDBACK)
                ? Optional.of(Update.of(sent, Assessment.FEEDBACK))
                : Optional.empty();
        if (mask.contains("valid")) {
            throw new UnhandledRequestException("An assessment becomes valid and invalid by itself");
        }
        Assessment assessment = find(request);
        if (expectation.isPresent() && feedback.isPresent()) {
            throw RestException.invalid("Cannot specify both `expectation` and `feedback` parameters.");
        }
        if (expectation.isPresent() && !assessment.kind.equals(Assessment.EXPECTATION)) {
            throw RestException.invalid("Cannot update expectation value on a Feedback assessment.");
        }
        if (feedback.isPresent() && !assessment.kind.equals(Assessment.FEEDBACK)) {
            throw RestException.invalid("Cannot update feedback value on an Expectation assessment.");
        }
        if (assessment.kind.equals(Assessment.ISSUE)) {
            throw new RestException(ErrorCode.INTERNAL_ERROR, "'IssueReference' object has no attribute 'value'");
        }
        if (mask.contains("assessment_name")) {
            assessment.name = sent.string("assessment_name");
        }
        if (mask.contains("metadata")) {
            assessment.metadata.putAll(sent.texts("metadata"));
        }
        if (mask.contains("rationale") && assessment.kind.equals(Assessment.FEEDBACK)) {
            assessment.rationale = Optional.of(sent.string("rationale"));
        }
        expectation.or(() -> feedback).ifPresent(update -> assessment.setValue(update.sent()));
        assessment.touch();
        return Map.of("assessment", assessment.tree(request.string("trace_id")));
    }

    /** A value that replaces the one of an assessment. */
    private record Update(Message sent) {

        static Update of(Message sent, String kind) {
            if (kind.equals(Assessment.EXPECTATION)) {
                Assessment.expectation(sent.message(kind));
            }
            return new Update(sent);
        }
    }

    private Map<String, ?> delete(Message request) {
        Trace trace = state.traces.get(request.string("trace_id"));
        if (trace != null) {
            trace.assessment(request.string("assessment_id")).ifPresent(deleted -> {
                trace.assessments.remove(deleted);
                deleted.overrides.flatMap(trace::assessment).ifPresent(other -> other.valid = true);
            });
        }
        return Map.of();
    }

    private Assessment find(Message request) {
        String traceId = request.string("trace_id");
        String id = request.string("assessment_id");
        Trace trace = state.traces.get(traceId);
        if (trace == null) {
            throw RestException.missing("Trace with request_id '" + traceId + "' not found");
        }
        return trace.assessment(id).orElseThrow(() -> missing(id, traceId));
    }

    private static RestException missing(String id, String traceId) {
        return RestException.missing("Assessment with ID '" + id + "' not found for trace '" + traceId + "'");
    }
}
