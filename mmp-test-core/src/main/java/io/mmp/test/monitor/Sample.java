package io.mmp.test.monitor;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of metrics: the value of a series.
 *
 * @param name such as {@code http_requests_total}
 * @param labels in the order of the line
 * @param value a number, which may be NaN or infinite
 * @param timestamp when it was true, if the line tells it
 * @param exemplar an observation behind it, if the line has one
 * @param line the number of the line, from 1
 * @since 0.1.0
 */
public record Sample(
        String name,
        Map<String, String> labels,
        double value,
        @Nullable Instant timestamp,
        @Nullable Exemplar exemplar,
        int line) {

    /** Return the series and its value, such as {@code http_requests_total{status="200"} 3}. */
    @Override
    public String toString() {
        return Labels.series(name, labels) + " " + Labels.number(value);
    }
}
