package io.mmp.test.mlflow.embedded.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/** Ends a request with an MLflow error body. */
public final class RestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** Create an error with a code and the text that the client reads. */
    public RestException(ErrorCode code, String message) {
        // An answer, not a defect: no stack trace is needed.
        super(message, null, false, false);
        this.code = code;
    }

    /** Create the most frequent error: a value that MLflow refuses. */
    public static RestException invalid(String message) {
        return new RestException(ErrorCode.INVALID_PARAMETER_VALUE, message);
    }

    /** Create the error for something that is not there. */
    public static RestException missing(String message) {
        return new RestException(ErrorCode.RESOURCE_DOES_NOT_EXIST, message);
    }

    /** Create the error for what MLflow's database refuses, without the SQL that follows there. */
    public static RestException constraint(String constraint) {
        return new RestException(ErrorCode.BAD_REQUEST, "(sqlite3.IntegrityError) " + constraint);
    }

    /** Return the answer to send. */
    HttpResponse response() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error_code", code.wireName());
        body.put("message", String.valueOf(getMessage()));
        if (!code.sqlState().isEmpty()) {
            body.put("sqlstate", code.sqlState());
            body.put("error_class", code.errorClass());
        }
        return HttpResponse.json(code.status(), body);
    }
}
