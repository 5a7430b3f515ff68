package io.mmp.test.lifecycle;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A place between a read and a write at which two clients meet, if a second one comes in time: a race that happens. */
final class Meeting {

    private final CyclicBarrier both = new CyclicBarrier(2);

    void waitForAnother() {
        try {
            both.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (BrokenBarrierException | TimeoutException e) {
            both.reset();
        }
    }
}
