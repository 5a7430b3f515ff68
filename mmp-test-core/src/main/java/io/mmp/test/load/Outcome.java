package io.mmp.test.load;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * What became of a request.
 *
 * @param kind what errors are counted by, such as {@code HTTP 5xx} or {@code java.net.ConnectException}
 * @param isError whether it failed
 * @param status the HTTP status, 0 where there is none
 * @param message what it said, empty where nothing
 */
record Outcome(String kind, boolean isError, int status, String message) {

    static final Outcome OK = new Outcome("ok", false, 0, "");
    static final Outcome NO_ANSWER = new Outcome("no answer in time", true, 0, "");
    static final Outcome NOT_SENT = new Outcome("not sent", true, 0, "");

    private static final Outcome[] STATUSES = new Outcome[600];

    static {
        for (int status = 100; status < STATUSES.length; status++) {
            STATUSES[status] = of(status);
        }
    }

    private static Outcome of(int status) {
        return new Outcome("HTTP %sxx".formatted(status / 100), status >= 400, status, "HTTP " + status);
    }

    static Outcome ofStatus(int status) {
        return status >= 100 && status < STATUSES.length
                ? STATUSES[status]
                : new Outcome("no HTTP status", true, status, "HTTP " + status);
    }

    static Outcome of(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        return new Outcome(cause.getClass().getName(), true, 0, message);
    }

    /** Tell whether the service refused the request as wrong: not that it broke on it, and not that it answered it. */
    boolean isRejection() {
        return status >= 400 && status < 500;
    }
}
