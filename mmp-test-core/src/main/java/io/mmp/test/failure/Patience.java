package io.mmp.test.failure;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets work that waits for a server take so long and no longer: one that a test has paused would never answer. */
record Patience(Duration limit) {

    /**
     * Return what the work returns, or throw what it throws.
     *
     * @throws TimeoutException if it takes longer; it is interrupted then
     */
    <T> T await(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "mmp-failure-report");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new TimeoutException("no answer within %s s".formatted(limit.toSeconds()));
        } finally {
            task.cancel(true);
        }
    }
}
