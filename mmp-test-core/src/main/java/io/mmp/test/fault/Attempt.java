package io.mmp.test.fault;

import java.time.Duration;
import java.util.List;

/**
 * One of the processes of a {@link PreemptedRun}.
 *
 * @param number from 1
 * @param end how it ended
 * @param exitCode what it exited with, 128 more than the signal's number if a signal ended it
 * @param afterNotice the time from SIGTERM to its end; zero of one that was not pre-empted
 * @param output the lines that it wrote
 * @since 0.1.0
 */
public record Attempt(int number, End end, int exitCode, Duration afterNotice, List<String> output) {

    /** How an attempt ended. */
    public enum End {
        /** It was not pre-empted, and ran to its end. */
        COMPLETED,
        /** It was pre-empted, and left before the notice was over. */
        LEFT,
        /** It was pre-empted, and was still there when the notice was over, if there was one. */
        KILLED
    }

    /** Copy the list. */
    public Attempt {
        output = List.copyOf(output);
    }

    /** Describe it, such as {@code attempt 1 left 0.05 s after SIGTERM with code 143}. */
    @Override
    public String toString() {
        return switch (end) {
            case COMPLETED -> "attempt %s completed".formatted(number);
            case LEFT ->
                "attempt %s left %s after SIGTERM with code %s"
                        .formatted(number, Preemption.seconds(afterNotice), exitCode);
            case KILLED -> "attempt %s was killed".formatted(number);
        };
    }
}
