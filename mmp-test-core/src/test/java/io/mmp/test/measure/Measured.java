package io.mmp.test.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Measurements with figures of their own.
 *
 * @param wallMillis the wall time of each round
 * @param undisturbed the share of it that was not lost to others
 * @param pressure who else wanted the CPUs
 * @param memory what a sample saw of processes, in MiB
 */
record Measured(List<Double> wallMillis, double undisturbed, CpuPressure pressure, OptionalLong memory) {

    static final CpuPressure QUIET = new CpuPressure(0.01, 0.02, 0, 0.5);
    static final CpuPressure BUSY = new CpuPressure(0.9, 0.85, 0, 4);

    static Measured walls(double... millis) {
        return new Measured(Arrays.stream(millis).boxed().toList(), 1, QUIET, OptionalLong.empty());
    }

    static double[] times(int rounds, double millis) {
        double[] all = new double[rounds];
        Arrays.fill(all, millis);
        return all;
    }

    Measured busy(double newUndisturbed) {
        return new Measured(wallMillis, newUndisturbed, BUSY, memory);
    }

    Measured memory(long mebibytes) {
        return new Measured(wallMillis, undisturbed, pressure, OptionalLong.of(mebibytes));
    }

    /** Each round computes as long as it takes if nobody disturbs it, allocates 2 MiB, and has 8 MiB of heap; half of memory is shared. */
    Measurement measurement() {
        List<Round> rounds = new ArrayList<>();
        for (double millis : wallMillis) {
            Duration wall = Duration.ofNanos((long) (millis * 1e6));
            Duration own = Duration.ofNanos((long) (millis * undisturbed * 1e6));
            Optional<ProcessMemory> processes = memory.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ProcessMemory(
                            memory.getAsLong() << 20, memory.getAsLong() << 21, 3, Duration.ofMillis(50)));
            rounds.add(new Round(rounds.size() + 1, wall, own, own, 2 << 20, 8 << 20, processes, pressure));
        }
        return new Measurement("training", MeasuredThreads.ALL, rounds);
    }
}
