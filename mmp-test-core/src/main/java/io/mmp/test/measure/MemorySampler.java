package io.mmp.test.measure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Looks at the memory of a process tree again and again until it is closed. */
final class MemorySampler {

    /** Reading the memory of a large process takes milliseconds, in which it cannot map more. */
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final CountDownLatch end = new CountDownLatch(1);
    private final ProcessTree tree;
    private final Thread thread;
    private long largest;
    private int samples;
    private long longestGap;
    private long last = System.nanoTime();

    private MemorySampler(ProcessTree tree) {
        this.tree = tree;
        this.thread = new Thread(this::run, "mmp-test memory sampler");
    }

    /** Take a first sample, and start. */
    static MemorySampler start(LongSupplier pid) {
        MemorySampler sampler = new MemorySampler(ProcessTree.of(pid));
        sampler.sample();
        sampler.thread.setDaemon(true);
        sampler.thread.start();
        return sampler;
    }

    /** Take a last sample, and return what was seen. */
    ProcessMemory stop() {
        end.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        sample();
        return new ProcessMemory(
                largest, Math.max(largest, tree.sumOfHighest()), samples, Duration.ofNanos(longestGap));
    }

    private void run() {
        try {
            while (!end.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                sample();
            }
        } catch (InterruptedException e) {
            // Nobody has this thread to interrupt it; stop() takes the last sample.
            Thread.currentThread().interrupt();
        }
    }

    private void sample() {
        largest = Math.max(largest, tree.sample());
        long now = System.nanoTime();
        longestGap = samples == 0 ? 0 : Math.max(longestGap, now - last);
        last = now;
        samples++;
    }
}
