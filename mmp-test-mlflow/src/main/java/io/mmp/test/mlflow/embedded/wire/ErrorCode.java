package io.mmp.test.mlflow.embedded.wire;

/** An MLflow error code with the HTTP status, the SQLSTATE and the error class that go with it on the wire. */
public enum ErrorCode {
    INVALID_PARAMETER_VALUE(400, "KAM00", "INVALID_PARAMETER_VALUE"),
    /** An {@code INVALID_PARAMETER_VALUE} of another class. */
    ATTRIBUTE_NOT_FOUND(400, "KAM04", "ATTRIBUTE_NOT_FOUND") {
        @Override
        String wireName() {
            return INVALID_PARAMETER_VALUE.name();
        }
    },
    BAD_REQUEST(400, "KAM00", "INVALID_PARAMETER_VALUE"),
    RESOURCE_ALREADY_EXISTS(400, "KAM00", "RESOURCE_ALREADY_EXISTS"),
    RESOURCE_DOES_NOT_EXIST(404, "KAM00", "RESOURCE_NOT_FOUND"),
    INVALID_STATE(500, "XXM00", "CLIENT_INTERNAL_ERROR"),
    INTERNAL_ERROR(500, "XXM00", "CLIENT_INTERNAL_ERROR"),
    NOT_IMPLEMENTED(501, "", "");

    private final int status;
    private final String sqlState;
    private final String errorClass;

    ErrorCode(int status, String sqlState, String errorClass) {
        this.status = status;
        this.sqlState = sqlState;
        this.errorClass = errorClass;
    }

    /** Return the name on the wire. */
    String wireName() {
        return name();
    }

    /** Return the HTTP status of an answer with this code. */
    int status() {
        return status;
    }

    /** Return the SQLSTATE, empty where MLflow sends none. */
    String sqlState() {
        return sqlState;
    }

    /** Return the error class, empty where MLflow sends none. */
    String errorClass() {
        return errorClass;
    }
}
