package io.mmp.test.mlflow.embedded.python;

/** Ends a request that MLflow's own server does not cope with: its answer is a page with status 500. */
public final class UnhandledRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Create the exception; the client reads nothing of the message. */
    public UnhandledRequestException(String message) {
        // An answer, not a defect: no stack trace is needed.
        super(message, null, false, false);
    }
}
