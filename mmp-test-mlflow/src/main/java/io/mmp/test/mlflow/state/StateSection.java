package io.mmp.test.mlflow.state;

import static io.mmp.test.mlflow.state.StateType.COUNT;
import static io.mmp.test.mlflow.state.StateType.FRACTION;
import static io.mmp.test.mlflow.state.StateType.ID;
import static io.mmp.test.mlflow.state.StateType.INTEGER;
import static io.mmp.test.mlflow.state.StateType.POSITIVE;
import static io.mmp.test.mlflow.state.StateType.TEXT;
import static io.mmp.test.mlflow.state.StateType.listOf;
import static io.mmp.test.mlflow.state.StateType.mapOf;
import static io.mmp.test.mlflow.state.StateType.oneOf;

import java.util.Locale;

/** The sections of a state in their order, and what a record of each may have. */
enum StateSection {
    EXPERIMENTS(new StateShape()
            .required("experiment_id", COUNT)
            .required("name", TEXT)
            .optional("artifact_location", TEXT)
            .optional("lifecycle_stage", lifecycle())
            .optional("creation_time", INTEGER)
            .optional("last_update_time", INTEGER)
            .optional("tags", mapOf(TEXT))),
    RUNS(new StateShape()
            .required("run_id", ID)
            .required("experiment_id", COUNT)
            .optional("run_name", TEXT)
            .optional("user_id", TEXT)
            .required("status", oneOf("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"))
            .optional("start_time", INTEGER)
            .optional("end_time", INTEGER)
            .optional("artifact_uri", TEXT)
            .optional("lifecycle_stage", lifecycle())
            .optional("params", mapOf(TEXT))
            .optional("tags", mapOf(TEXT))
            .optional(
                    "metrics",
                    mapOf(listOf(new StateShape()
                            .optional("step", INTEGER)
                            .required("timestamp", INTEGER)
                            .required("value", FRACTION))))
            .optional(
                    "datasets",
                    listOf(new StateShape()
                            .required("name", TEXT)
                            .required("digest", TEXT)
                            .optional("source_type", TEXT)
                            .optional("source", TEXT)
                            .optional("schema", TEXT)
                            .optional("profile", TEXT)
                            .optional("tags", mapOf(TEXT))))
            .optional("model_inputs", listOf(new StateShape().required("model_id", ID)))
            .optional(
                    "model_outputs",
                    listOf(new StateShape().required("model_id", ID).optional("step", INTEGER)))
            .optional("artifacts", artifacts())),
    LOGGED_MODELS(new StateShape()
            .required("model_id", ID)
            .required("experiment_id", COUNT)
            .required("name", TEXT)
            .optional("model_type", TEXT)
            .optional("source_run_id", TEXT)
            .required(
                    "status",
                    oneOf(
                            "LOGGED_MODEL_STATUS_UNSPECIFIED",
                            "LOGGED_MODEL_PENDING",
                            "LOGGED_MODEL_READY",
                            "LOGGED_MODEL_UPLOAD_FAILED"))
            .optional("creation_timestamp_ms", INTEGER)
            .optional("last_updated_timestamp_ms", INTEGER)
            .optional("artifact_uri", TEXT)
            .optional("params", mapOf(TEXT))
            .optional("tags", mapOf(TEXT))
            .optional(
                    "metrics",
                    listOf(new StateShape()
                            .required("key", TEXT)
                            .required("value", FRACTION)
                            .required("timestamp", INTEGER)
                            .optional("step", INTEGER)
                            .required("run_id", ID)
                            .optional("dataset_name", TEXT)
                            .optional("dataset_digest", TEXT)))
            .optional("artifacts", artifacts())),
    REGISTERED_MODELS(new StateShape()
            .required("name", ID)
            .optional("description", TEXT)
            .optional("creation_timestamp", INTEGER)
            .optional("last_updated_timestamp", INTEGER)
            .optional("tags", mapOf(TEXT))
            .optional("aliases", mapOf(POSITIVE))),
    MODEL_VERSIONS(new StateShape()
            .required("name", ID)
            .required("version", POSITIVE)
            .optional("description", TEXT)
            .optional("creation_timestamp", INTEGER)
            .optional("last_updated_timestamp", INTEGER)
            .optional("current_stage", oneOf("None", "Staging", "Production", "Archived"))
            .required("source", TEXT)
            .optional("download_uri", TEXT)
            .optional("run_id", TEXT)
            .optional("run_link", TEXT)
            .optional("status", oneOf("READY", "PENDING_REGISTRATION", "FAILED_REGISTRATION"))
            .optional("status_message", TEXT)
            .optional("tags", mapOf(TEXT)));

    @SuppressWarnings("ImmutableEnumChecker") // filled before anybody sees it
    final StateShape shape;

    StateSection(StateShape shape) {
        this.shape = shape;
    }

    /** Return the name in a file. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static StateType lifecycle() {
        return oneOf("active", "deleted");
    }

    private static StateType artifacts() {
        return listOf(new StateShape()
                .required("path", ID)
                .optional("text", TEXT)
                .optional("base64", StateType.BASE64)
                .optional("size", INTEGER)
                .optional("sha256", TEXT));
    }
}
