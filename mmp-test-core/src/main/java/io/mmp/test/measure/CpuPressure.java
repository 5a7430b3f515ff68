package io.mmp.test.measure;

import io.mmp.test.text.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who else wanted the CPUs while something was measured; NaN where the machine does not tell.
 *
 * @param waiting the share of the time in which some task waited for a CPU, from 0 to 1: pressure stall information of the control group
 *     ({@code cpu.pressure}), or else of the machine ({@code /proc/pressure/cpu}, from Linux 4.20 on)
 * @param others the share of the machine's CPU time that processes used which were not measured, from 0 to 1
 * @param throttled the share of the time in which the control group was held back by its quota ({@code cpu.stat}); with several CPUs it may
 *     exceed 1
 * @param load the load average of the last minute for each CPU
 * @since 0.1.0
 */
public record CpuPressure(double waiting, double others, double throttled, double load) {

    private static final double MUCH = 0.1;

    /** Nothing is known. */
    static final CpuPressure UNKNOWN = new CpuPressure(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /**
     * Tell whether others are likely to have slowed down what was measured: tasks waited in 10 % of the time or more while others used 10 %
     * of the CPUs or more, or the quota held it back in 10 %. Where the kernel does not tell who waits, the load average must exceed the CPUs.
     */
    public boolean isHigh() {
        boolean othersCompute = Double.isNaN(others) || others >= MUCH;
        boolean waits = Double.isNaN(waiting) ? load > 1 && othersCompute : waiting >= MUCH && othersCompute;
        return waits || throttled >= MUCH;
    }

    /**
     * Return what a wall time would have been at least had nobody waited for a CPU.
     *
     * @param wall the wall time
     * @param calling what the thread that waited for the end has computed itself
     * @param process what all threads have computed
     */
    Duration undisturbed(Duration wall, Duration calling, Duration process) {
        double lost = (Double.isNaN(waiting) ? 1 : waiting) + (Double.isNaN(throttled) ? 0 : throttled);
        long withoutWaits = (long) (wall.toNanos() * (1 - Math.min(1, lost)));
        long onAllCores = process.minus(JvmMeter.CPU_STEP).toNanos()
                / Runtime.getRuntime().availableProcessors();
        long least = Math.max(withoutWaits, Math.max(calling.toNanos(), onAllCores));
        return Duration.ofNanos(Math.min(wall.toNanos(), least));
    }

    /** Return the mean of several rounds, each with its weight. */
    static CpuPressure mean(List<CpuPressure> all, List<Double> weights) {
        double[] sums = new double[4];
        double total = 0;
        for (int i = 0; i < all.size(); i++) {
            CpuPressure one = all.get(i);
            double weight = weights.get(i);
            sums[0] += weight * one.waiting;
            sums[1] += weight * one.others;
            sums[2] += weight * one.throttled;
            sums[3] += weight * one.load;
            total += weight;
        }
        return total > 0
                ? new CpuPressure(sums[0] / total, sums[1] / total, sums[2] / total, sums[3] / total)
                : UNKNOWN;
    }

    /** Say so in a clause, such as {@code tasks waited for a CPU in 91 % of the time, other processes used 85 % of the CPUs}. */
    @Override
    public String toString() {
        List<String> known = new ArrayList<>();
        if (!Double.isNaN(waiting)) {
            known.add("tasks waited for a CPU in %s of the time".formatted(Figures.percent(waiting)));
        }
        if (!Double.isNaN(others)) {
            known.add("other processes used %s of the CPUs".formatted(Figures.percent(others)));
        }
        if (throttled > 0) {
            known.add("the CPU quota held it back in %s of the time".formatted(Figures.percent(throttled)));
        }
        if (Double.isNaN(waiting) && !Double.isNaN(load)) {
            known.add("the load average was %s for each CPU".formatted(Quantities.number(load)));
        }
        return known.isEmpty() ? "the machine does not tell who else used its CPUs" : String.join(", ", known);
    }
}
