package io.mmp.test.mlflow.benchmark;

import java.time.Duration;

/**
 * What one attempt took.
 *
 * @param wall the time on the clock
 * @param cpu the time of all processors, in this JVM and the processes below it
 */
record Sample(Duration wall, Duration cpu) {

    /** Start to measure. */
    static Watch start() {
        return new Watch(CpuTime.ofThisTree(), System.nanoTime());
    }

    /** A measurement that has begun. */
    record Watch(Duration cpu, long nanos) {

        Sample stop() {
            Duration wall = Duration.ofNanos(System.nanoTime() - nanos);
            return new Sample(wall, CpuTime.ofThisTree().minus(cpu));
        }
    }
}
