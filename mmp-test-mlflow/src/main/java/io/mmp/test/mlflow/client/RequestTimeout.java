package io.mmp.test.mlflow.client;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** How long a server may take for the answer to a question; transfers of artifacts may take as long as they want. */
record RequestTimeout(Duration duration) {

    private static final String PARAMETER = "mmp.mlflow.timeout";

    /** What of a question is shown at most. */
    private static final int LONGEST = 300;

    /** Return what the system property {@code mmp.mlflow.timeout} says. */
    static RequestTimeout configured() {
        String text = System.getProperty(PARAMETER, "PT10M");
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative() || duration.isZero()) {
                throw refused(text, null);
            }
            return new RequestTimeout(duration);
        } catch (DateTimeParseException unreadable) {
            throw refused(text, unreadable);
        }
    }

    /** Tell whether a server that could be reached gave no answer in time. */
    static boolean isMissedIn(IOException failure) {
        return failure instanceof HttpTimeoutException && !(failure instanceof HttpConnectTimeoutException);
    }

    /** Name the question that was not answered in time, and how to get the answer after all. */
    MlflowException missed(String server, String question, IOException cause) {
        String shown = question.length() <= LONGEST ? question : question.substring(0, LONGEST) + "…";
        return new MlflowException(
                ("MLflow at %s did not answer %s within %s. A search goes over all that the server's store holds, and an order by a metric takes"
                                + " longest: let a filter leave few, ask by id or alias, or allow more time with -D%s=%s")
                        .formatted(server, shown, duration, PARAMETER, duration.multipliedBy(4)),
                cause);
    }

    private static IllegalArgumentException refused(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The time that an MLflow server has for an answer (%s) must be a duration above zero, such as PT10M, but is '%s'."
                        .formatted(PARAMETER, text),
                cause);
    }
}
