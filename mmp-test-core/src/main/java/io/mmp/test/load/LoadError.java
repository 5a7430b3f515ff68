package io.mmp.test.load;

import java.time.Duration;

/**
 * Requests that failed in the same way.
 *
 * @param kind the class of the exception, {@code HTTP 4xx}, {@code HTTP 5xx}, {@code no answer in time} or {@code not sent}
 * @param count how many there are
 * @param firstAfter when the first of them was due, from the start
 * @param firstMessage what the first of them said, empty if nothing
 * @since 0.1.0
 */
public record LoadError(String kind, int count, Duration firstAfter, String firstMessage) {

    LoadError plus(LoadError later) {
        return new LoadError(kind, count + later.count, firstAfter, firstMessage);
    }

    /** Return all of it in a line, such as {@code 3 HTTP 5xx, the first after 1.2 s: HTTP 503}. */
    @Override
    public String toString() {
        String message = firstMessage.isEmpty() ? "" : ": " + firstMessage;
        return "%s %s, the first after %s%s".formatted(count, kind, Durations.print(firstAfter), message);
    }
}
