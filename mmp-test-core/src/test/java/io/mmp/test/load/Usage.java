package io.mmp.test.load;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * What a program has sent with which CPU time.
 *
 * @param requests how many it sent
 * @param cpu the seconds that it used
 * @param warmRequests how many of them it sent after it was warm
 * @param warmCpu the seconds that it used after it was warm
 */
record Usage(long requests, double cpu, long warmRequests, double warmCpu) {

    private static final long LOOK_EACH_MILLIS = 250;

    /** Watch a program, which is the children of a shell, until its end. */
    static Usage of(Process shell, Duration warmAfter, Callable<Long> sent) throws InterruptedException {
        long start = System.nanoTime();
        double cpu = 0;
        double coldCpu = 0;
        long coldRequests = -1;
        long requests = 0;
        try {
            while (!shell.waitFor(LOOK_EACH_MILLIS, TimeUnit.MILLISECONDS)) {
                double now = cpuOf(shell);
                long count = sent.call();
                // At its end a program only counts; of what has ended, nobody tells the time.
                if (now < cpu || (count == requests && count > 0)) {
                    cpu = Math.max(cpu, now);
                    continue;
                }
                cpu = now;
                requests = count;
                if (coldRequests < 0 && System.nanoTime() - start > warmAfter.toNanos()) {
                    coldCpu = cpu;
                    coldRequests = requests;
                }
            }
            if (coldRequests < 0 || shell.exitValue() != 0) {
                throw new IllegalStateException("ended with " + shell.exitValue());
            }
            return new Usage(sent.call(), cpu, requests - coldRequests, cpu - coldCpu);
        } catch (InterruptedException | IllegalStateException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static double cpuOf(Process shell) {
        return shell.descendants()
                        .mapToLong(child -> child.info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toMillis())
                        .sum()
                / 1e3;
    }

    /** Return how many requests it sent with a second of CPU. */
    double all() {
        return requests / cpu;
    }

    /** Return how many requests it sent with a second of CPU after it was warm. */
    double warm() {
        return warmRequests / warmCpu;
    }
}
