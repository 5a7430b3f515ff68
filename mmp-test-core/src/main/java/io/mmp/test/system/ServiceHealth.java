package io.mmp.test.system;

import io.mmp.test.text.Quantities;
import java.net.URI;
import java.time.Duration;

/**
 * How a service was when it was asked.
 *
 * @param name the service
 * @param uri where it was asked, without credentials
 * @param state what has become of it
 * @param symptom in what way it is sick, or {@link Symptom#NONE}
 * @param answer what it answered, in words, such as {@code HTTP 503} or {@code connection refused}
 * @param body the beginning of the answer's body, on one line; empty if there was none
 * @param took the time until the answer
 * @param logTail the last lines of its log, empty if it has none or is healthy
 * @since 0.1.0
 */
public record ServiceHealth(
        String name,
        URI uri,
        ServiceState state,
        Symptom symptom,
        String answer,
        String body,
        Duration took,
        String logTail) {

    /** Tell whether it is healthy. */
    public boolean isHealthy() {
        return symptom == Symptom.NONE;
    }

    /** Return one line of it, such as {@code rag at http://127.0.0.1:20017/health (running): HTTP 503 after 12 ms: {"status":"down"}}. */
    @Override
    public String toString() {
        if (symptom == Symptom.NOT_RUNNING || symptom == Symptom.PAUSED) {
            return "%s at %s: %s".formatted(name, uri, state);
        }
        String line = "%s at %s (%s): %s after %s"
                .formatted(name, uri, state, answer, Quantities.millis((double) took.toMillis()));
        return body.isEmpty() ? line : line + ": " + body;
    }
}
