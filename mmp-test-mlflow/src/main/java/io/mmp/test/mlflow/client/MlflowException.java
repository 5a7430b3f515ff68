package io.mmp.test.mlflow.client;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call to an MLflow server did not do what was asked.
 *
 * <p>{@link MlflowStatusException} is the kind that carries the server's own error.
 *
 * @since 0.1.0
 */
public sealed class MlflowException extends RuntimeException permits MlflowStatusException {

    private static final long serialVersionUID = 1;

    MlflowException(String message) {
        this(message, null);
    }

    MlflowException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
