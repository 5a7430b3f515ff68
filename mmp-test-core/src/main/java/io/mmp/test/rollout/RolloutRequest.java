package io.mmp.test.rollout;

import org.jspecify.annotations.Nullable;

/**
 * What became of one request.
 *
 * @param key whom it was sent for
 * @param step in which step, from 0; {@link #BETWEEN} while one was over and the next had not begun
 * @param arm who answered; null if that is not known
 * @param failure what went wrong, such as {@code HTTP 500}; null if nothing
 * @param sentNanos when it was sent, by the run's clock
 * @param endedNanos when its answer was there, by the run's clock
 */
record RolloutRequest(
        String key,
        int step,
        @Nullable String arm,
        @Nullable String failure,
        long sentNanos,
        long endedNanos) {

    static final int BETWEEN = -1;

    boolean isFailed() {
        return failure != null;
    }

    boolean isOf(String name) {
        return name.equals(arm);
    }

    double millis() {
        return (endedNanos - sentNanos) / 1e6;
    }

    /** Return when it was sent, for whom, and what became of it. */
    @Override
    public String toString() {
        return "after %s, for key '%s', %s: %s"
                .formatted(
                        Figures.millis(sentNanos / 1e6),
                        key,
                        arm == null ? "arm unknown" : "arm '" + arm + "'",
                        failure == null ? "answered" : failure);
    }
}
