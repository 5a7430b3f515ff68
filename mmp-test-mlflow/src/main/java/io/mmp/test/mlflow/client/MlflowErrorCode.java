package io.mmp.test.mlflow.client;

import java.util.Arrays;

/**
 * The error codes of MLflow's REST protocol that clients tell apart.
 *
 * @since 0.1.0
 */
public enum MlflowErrorCode {
    BAD_REQUEST,
    INVALID_PARAMETER_VALUE,
    RESOURCE_ALREADY_EXISTS,
    RESOURCE_DOES_NOT_EXIST,
    INVALID_STATE,
    UNAUTHENTICATED,
    PERMISSION_DENIED,
    REQUEST_LIMIT_EXCEEDED,
    NOT_IMPLEMENTED,
    TEMPORARILY_UNAVAILABLE,
    INTERNAL_ERROR,
    /** A code that is not listed here, or an answer without one. */
    OTHER;

    static MlflowErrorCode named(String name) {
        return Arrays.stream(values())
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElse(OTHER);
    }
}
