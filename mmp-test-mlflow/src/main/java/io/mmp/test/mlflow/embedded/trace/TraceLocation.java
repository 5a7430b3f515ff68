package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.ProtoField;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.util.List;

/** Where a client wants a trace to be kept; only experiments keep traces here. */
final class TraceLocation {

    static final List<String> TYPES =
            List.of("TRACE_LOCATION_TYPE_UNSPECIFIED", "MLFLOW_EXPERIMENT", "INFERENCE_TABLE");

    static final Schema SCHEMA = Schema.of(
                    ProtoField.enumeration("type", TYPES),
                    Field.object("mlflow_experiment", Schema.of(Field.string("experiment_id"))),
                    Field.object("inference_table", Schema.of(Field.string("full_table_name"))))
            .oneOf("mlflow_experiment", "inference_table");

    private final Message sent;

    private TraceLocation(Message sent) {
        this.sent = sent;
    }

    /** Read a location, whose type and content must fit. */
    static TraceLocation of(Message sent) {
        String type = sent.optional("type").orElse(TYPES.get(0));
        boolean isExperiment = sent.has("mlflow_experiment");
        boolean isTable = sent.has("inference_table");
        if ((isExperiment && !type.equals(TYPES.get(1))) || (isTable && !type.equals(TYPES.get(2)))) {
            String location = isExperiment
                    ? "MlflowExperimentLocation(experiment_id="
                            + Python.repr(sent.message("mlflow_experiment").string("experiment_id"))
                    : "InferenceTableLocation(full_table_name="
                            + Python.repr(sent.message("inference_table").string("full_table_name"));
            throw RestException.invalid("Trace location type TraceLocationType." + type
                    + " does not match the provided location " + location + ").");
        }
        return new TraceLocation(sent);
    }

    /** Return the experiment's id, empty if there is none: the default experiment's. */
    String experimentId() {
        return sent.message("mlflow_experiment").string("experiment_id");
    }

    /** Refuse a location that names no experiment. */
    void requireExperiment() {
        if (!sent.has("mlflow_experiment")) {
            throw new RestException(
                    ErrorCode.INTERNAL_ERROR,
                    "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'");
        }
        if (experimentId().isEmpty()) {
            throw new RestException(ErrorCode.INTERNAL_ERROR, Python.noInteger(""));
        }
    }
}
