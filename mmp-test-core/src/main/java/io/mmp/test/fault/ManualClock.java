package io.mmp.test.fault;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until the test moves it, so that a delay of a minute costs no minute and ends exactly when the test says so.
 *
 * @since 0.1.0
 */
public final class ManualClock {

    private final AtomicLong nanos = new AtomicLong();
    private final List<Loop> loops = new CopyOnWriteArrayList<>();

    /** Create a clock. */
    public ManualClock() {}

    /** Move the clock on. What is due by then has happened, in its order, when this returns. */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new FaultException("A clock moves on, never back: %s cannot be.".formatted(duration));
        }
        nanos.addAndGet(duration.toNanos());
        loops.forEach(Loop::advanced);
    }

    long nanos() {
        return nanos.get();
    }

    void add(Loop loop) {
        loops.add(loop);
    }

    void remove(Loop loop) {
        loops.remove(loop);
    }
}
