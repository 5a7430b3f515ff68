package io.mmp.test.mlflow.embedded.wire;

/** Ends a request that would take more memory than a test server should. */
public final class RequestTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    private RequestTooLargeException(int status, String title, String message) {
        // An answer, not a defect: no stack trace is needed.
        super(message, null, false, false);
        this.status = status;
        this.title = title;
    }

    /** Create the refusal with the limit and what to do. */
    public RequestTooLargeException(String message) {
        this(413, "Request Entity Too Large", message);
    }

    /** Create the refusal of a request that would be fine alone. */
    static RequestTooLargeException besideOthers(String message) {
        return new RequestTooLargeException(503, "Service Unavailable", message);
    }

    /** Return the answer to send. */
    HttpResponse response() {
        return HttpResponse.errorPage(status, title, String.valueOf(getMessage()));
    }
}
