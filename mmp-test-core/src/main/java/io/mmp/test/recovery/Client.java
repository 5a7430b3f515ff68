package io.mmp.test.recovery;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does work again and again in a thread of its own, until it is closed. */
final class Client implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final Work work;
    private final Duration pause;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Map<String, Long> errors = new LinkedHashMap<>();
    private final @Nullable Thread thread;
    private long done;
    private long failed;

    private Client(@Nullable Work work, Duration pause) {
        this.work = work == null ? () -> {} : work;
        this.pause = pause;
        this.thread = work == null ? null : new Thread(this::run, "recovery-client");
    }

    /** Start to work; without work there is nothing to do. */
    static Client start(@Nullable Work work, Duration pause) {
        Client client = new Client(work, pause);
        if (client.thread != null) {
            client.thread.setDaemon(true);
            client.thread.start();
        }
        return client;
    }

    private void run() {
        boolean ended = false;
        while (!ended) {
            ended = once();
        }
    }

    private boolean once() {
        try {
            work.once();
            count(null);
            return ending.getCount() == 0;
        } catch (InterruptedException e) {
            return true;
        } catch (Exception | AssertionError e) {
            if (ending.getCount() > 0) { // else it may be our interruption
                count(e);
            }
            return pauses();
        }
    }

    private boolean pauses() {
        try {
            return ending.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private synchronized void count(@Nullable Throwable error) {
        if (error == null) {
            done++;
        } else {
            failed++;
            errors.merge(error.toString(), 1L, Long::sum);
        }
    }

    synchronized WorkReport report() {
        return new WorkReport(done, failed, errors);
    }

    /** Tell whether something came of the first operation, or there is none to do. */
    synchronized boolean hasStarted() {
        return thread == null || done + failed > 0;
    }

    /** Let the operation that is under way end for as long as a probe may take, then interrupt it. */
    @Override
    public void close() {
        ending.countDown();
        if (thread == null) {
            return;
        }
        try {
            thread.join(2000);
            thread.interrupt();
            thread.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new RecoveryException(
                    "The work did not end within %s after it was interrupted. Let it end when its thread is interrupted."
                            .formatted(Times.print(LONGEST_END)));
        }
    }
}
