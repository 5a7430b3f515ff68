package io.mmp.test.recovery;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One probe and what came of it.
 *
 * @param probe the name of the probe
 * @param sentAt when it was sent, from when the outage began to strike; negative before
 * @param latency how long it took to be answered, or to fail
 * @param status the HTTP status; empty if there was no answer, or the probe is no HTTP request
 * @param body the text of the answer; empty if there was none
 * @param problem why it is not good; empty if it is
 * @since 0.1.0
 */
public record Observation(
        String probe, Duration sentAt, Duration latency, OptionalInt status, String body, Optional<String> problem) {

    private static final int SHOWN = 100;

    /** Tell whether it was answered as a well system does. */
    public boolean isGood() {
        return problem.isEmpty();
    }

    /** Return when it was known what came of it, from when the outage began to strike. */
    public Duration endedAt() {
        return sentAt.plus(latency);
    }

    Observation since(Duration origin) {
        return new Observation(probe, sentAt.minus(origin), latency, status, body, problem);
    }

    /** Return what was seen, such as {@code GET http://127.0.0.1:20417/search at 1.2 s: status 503 after 2 ms, "no store"}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%s at %s: ".formatted(probe, Times.print(sentAt)));
        status.ifPresentOrElse(
                code -> text.append("status ").append(code), () -> text.append(problem.orElse("answered")));
        text.append(" after ").append(Times.print(latency));
        if (status.isPresent()) {
            problem.filter(why -> isSuccess())
                    .ifPresent(why -> text.append(", but ").append(why));
        }
        if (!body.isEmpty()) {
            text.append(", \"").append(shown()).append('"');
        }
        return text.toString();
    }

    /** Tell whether it claims to be good. */
    boolean isSuccess() {
        int code = status.orElse(0);
        return code >= 200 && code < 300;
    }

    private String shown() {
        String line = body.replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
