package io.mmp.test.feast.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Measures one contender of the benchmark in its own process, and prints the figures. */
public final class Contender {

    private static final int ROUNDS = 7;

    private Contender() {}

    /** Print the first, and of the rounds after it the median CPU and wall seconds of a task. */
    public static <T> T measure(String name, Callable<T> task) throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        double[] cpu = new double[ROUNDS];
        double[] wall = new double[ROUNDS];
        T result = null;
        for (int round = 0; round < ROUNDS; round++) {
            long cpuBefore = system.getProcessCpuTime();
            long wallBefore = System.nanoTime();
            result = task.call();
            cpu[round] = (system.getProcessCpuTime() - cpuBefore) / 1e9;
            wall[round] = (System.nanoTime() - wallBefore) / 1e9;
        }
        print(name + ", first CPU s", cpu[0]);
        print(name + ", CPU s", median(cpu));
        print(name + ", wall s", median(wall));
        if (result == null) {
            throw new IllegalStateException(name + " has no result");
        }
        return result;
    }

    private static double median(double[] rounds) {
        double[] warm = Arrays.copyOfRange(rounds, 1, rounds.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    /** Print the peak memory of the process. */
    public static void finish() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                print("peak memory MB", Long.parseLong(line.replaceAll("\\D", "")) / 1024.0);
            }
        }
    }

    /** Print a figure. */
    public static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s=%.6f%n", name, value);
    }
}
