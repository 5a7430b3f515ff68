package io.mmp.test.mlflow.client;

/**
 * Thrown when an MLflow server answered a call with an error.
 *
 * @since 0.1.0
 */
public final class MlflowStatusException extends MlflowException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final MlflowErrorCode errorCode;

    MlflowStatusException(String message, int status, MlflowErrorCode errorCode) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** Return the HTTP status, such as 404. */
    public int status() {
        return status;
    }

    /** Return the error code, such as {@link MlflowErrorCode#RESOURCE_DOES_NOT_EXIST}. */
    public MlflowErrorCode errorCode() {
        return errorCode;
    }
}
