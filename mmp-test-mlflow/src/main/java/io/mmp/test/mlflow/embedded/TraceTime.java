package io.mmp.test.mlflow.embedded;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The times of traces, which are texts in protobuf's JSON; MLflow keeps milliseconds of them. */
final class TraceTime {

    private TraceTime() {}

    /** Return the current time. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Return the milliseconds since 1970 of a time such as {@code 2026-01-01T00:00:00.500Z}, if it is one. */
    static OptionalLong millis(@Nullable Object time) {
        try {
            return OptionalLong.of(Instant.parse(String.valueOf(time)).toEpochMilli());
        } catch (DateTimeParseException noTime) {
            return OptionalLong.empty();
        }
    }

    /** Return the milliseconds of a duration such as {@code 1.5s}, if it is one. */
    static OptionalLong durationMillis(@Nullable Object duration) {
        String text = String.valueOf(duration);
        try {
            return OptionalLong.of(new BigDecimal(text.replaceFirst("s$", ""))
                    .movePointRight(3)
                    .setScale(0, RoundingMode.DOWN)
                    .longValueExact());
        } catch (ArithmeticException | NumberFormatException noDuration) {
            return OptionalLong.empty();
        }
    }

    /** Write the time and the duration of a trace as MLflow does. */
    static void normalize(Map<String, Object> trace) {
        millis(trace.get("request_time"))
                .ifPresent(millis ->
                        trace.put("request_time", Instant.ofEpochMilli(millis).toString()));
        durationMillis(trace.get("execution_duration"))
                .ifPresent(millis -> trace.put(
                        "execution_duration",
                        millis % 1_000 == 0 ? millis / 1_000 + "s" : BigDecimal.valueOf(millis, 3) + "s"));
    }
}
