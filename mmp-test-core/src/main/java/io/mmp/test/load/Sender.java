package io.mmp.test.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends the requests of one run and takes the time. */
final class Sender {

    private final List<Task> tasks;
    private final Http http;
    private final LiveCounts counts = new LiveCounts();
    private long start;
    private volatile boolean stopped;

    Sender(List<Task> tasks, RunSettings settings) {
        this.tasks = tasks;
        this.http = new Http(settings.client(), settings.timeout());
    }

    /** Send requests that do not count, one after another, so that classes are loaded and connections made. */
    void warmUp(int requests) {
        for (int i = 0; i < requests; i++) {
            try {
                tasks.get(i % tasks.size()).call(this);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception | AssertionError e) {
                // If it goes on failing, the run says so.
            }
        }
    }

    /** Start the clock, on this thread before all others. */
    void startClock() {
        start = System.nanoTime();
    }

    long now() {
        return System.nanoTime() - start;
    }

    /** Let nobody send anything, or wait for an answer, any more. */
    void stop() {
        stopped = true;
        http.close();
    }

    /** Sleep until then; return whether that came before an interrupt, which stays set, or the end of the run. */
    boolean sleepUntil(long offset) {
        for (long left = offset - now(); left > 0; left = offset - now()) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(left);
        }
        return !stopped && !Thread.currentThread().isInterrupted();
    }

    /** Send a request unless the run has given it up. */
    void send(Flight flight) {
        if (!flight.isOpen()) {
            return;
        }
        flight.start(now());
        counts.sent();
        Outcome outcome;
        try {
            outcome = tasks.get(flight.task()).call(this);
        } catch (Throwable e) {
            outcome = Outcome.of(e);
        }
        if (flight.end(now(), outcome)) {
            counts.ended(flight);
        }
    }

    Http http() {
        return http;
    }

    LiveCounts counts() {
        return counts;
    }

    static boolean join(Iterable<Thread> threads, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (Thread thread : threads) {
                long left = end - System.nanoTime();
                if (left > 0) {
                    TimeUnit.NANOSECONDS.timedJoin(thread, left);
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
