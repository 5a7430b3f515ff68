package io.mmp.test.monitor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A rule of a rule file: an alert, or a series that is recorded.
 *
 * @param file where it stands
 * @param line on which line
 * @param group in which group
 * @param kind what it makes
 * @param name of the alert, or of the series that it records
 * @param expression in PromQL
 * @param holdFor how long the expression must be true before the alert fires; zero if it fires at once
 * @param labels what it adds
 * @param annotations what it tells
 * @since 0.1.0
 */
public record AlertRule(
        Path file,
        int line,
        String group,
        Kind kind,
        String name,
        String expression,
        Duration holdFor,
        Map<String, String> labels,
        Map<String, String> annotations) {

    /** What a rule makes. */
    public enum Kind {
        /** An alert. */
        ALERT,
        /** A series. */
        RECORD
    }

    /** Return where it stands and what it is called. */
    @Override
    public String toString() {
        return "%s:%s, group '%s', %s '%s'"
                .formatted(file.getFileName(), line, group, kind == Kind.ALERT ? "alert" : "record", name);
    }
}
