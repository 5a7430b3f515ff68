package io.mmp.test.lock;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long one attempt has waited and may still wait. */
record Deadline(long start, long limit) {

    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime(), TimeUnit.NANOSECONDS.convert(timeout));
    }

    long remainingNanos() {
        return limit - (System.nanoTime() - start);
    }

    /**
     * Pause for at most the given time and tell whether there is time for another attempt.
     *
     * <p>Awaitility needs a thread and some milliseconds for each wait; a hand-off takes less than one.
     */
    boolean pause(long nanos) throws InterruptedException {
        long remaining = remainingNanos();
        if (remaining <= 0) {
            return false;
        }
        LockSupport.parkNanos(Math.min(nanos, remaining));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return true;
    }

    /** Return the time waited so far, such as {@code 0.5 s}. */
    String waited() {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
    }
}
