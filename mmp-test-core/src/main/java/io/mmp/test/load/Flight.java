package io.mmp.test.load;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One request, from its arrival to its outcome. Times are in nanoseconds since the start of the run.
 *
 * <p>Whoever sets the outcome first has the last word: the thread that sends it, or the end of the run, which does not wait for ever. So
 * each arrival counts once, and none is lost.
 */
final class Flight {

    private static final AtomicReferenceFieldUpdater<Flight, @Nullable Outcome> OUTCOME =
            AtomicReferenceFieldUpdater.newUpdater(Flight.class, Outcome.class, "outcome");

    private static final long NEVER = Long.MIN_VALUE;

    private final int task;
    private final long intended;
    private volatile long started = NEVER;
    private long ended = NEVER;
    private volatile @Nullable Outcome outcome;

    Flight(int task, long intended) {
        this.task = task;
        this.intended = intended;
    }

    /** Make one that has ended, such as of a file. */
    static Flight ended(int task, long intended, long started, long ended, Outcome outcome) {
        Flight flight = new Flight(task, intended);
        flight.started = started;
        flight.ended = ended;
        flight.outcome = outcome;
        return flight;
    }

    void start(long now) {
        started = now;
    }

    /** End it, unless it has. */
    boolean end(long now, Outcome with) {
        ended = now;
        return OUTCOME.compareAndSet(this, null, with);
    }

    /** End it as what it is when the run does not wait for it any longer. */
    boolean abandon() {
        return OUTCOME.compareAndSet(this, null, started == NEVER ? Outcome.NOT_SENT : Outcome.NO_ANSWER);
    }

    int task() {
        return task;
    }

    long intended() {
        return intended;
    }

    long started() {
        return started;
    }

    long ended() {
        return ended;
    }

    Outcome outcome() {
        Outcome set = outcome;
        return set == null ? Outcome.NOT_SENT : set;
    }

    boolean isOpen() {
        return outcome == null;
    }

    boolean isSent() {
        return !outcome().equals(Outcome.NOT_SENT);
    }

    boolean isAnswered() {
        return isSent() && !outcome().equals(Outcome.NO_ANSWER);
    }

    /** Tell whether it went out more than this after it was due, or never. */
    boolean isLate(long nanos) {
        return !isSent() || started - intended > nanos;
    }

    /** Return the milliseconds from when it was due to its answer; infinite if it failed: a fast error is not a fast answer. */
    double latency() {
        return outcome().isError() ? Double.POSITIVE_INFINITY : Durations.millis(ended - intended);
    }

    /** Return the milliseconds from when it was sent to its answer; infinite if it failed. */
    double serviceTime() {
        return outcome().isError() ? Double.POSITIVE_INFINITY : Durations.millis(ended - started);
    }
}
