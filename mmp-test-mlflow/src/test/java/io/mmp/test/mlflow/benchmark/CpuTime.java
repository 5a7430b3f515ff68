package io.mmp.test.mlflow.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The CPU time of this JVM and of the processes below it. */
final class CpuTime {

    /** utime, stime, and what children that were waited for have used, in clock ticks; fields of proc(5) after the command's name. */
    private static final int FIRST_FIELD = 11;

    private static final int FIELDS = 4;
    private static final Duration TICK = Duration.ofMillis(10);

    private CpuTime() {}

    static Duration ofThisTree() {
        long ticks = ProcessHandle.current()
                .descendants()
                .mapToLong(process -> ticks(process.pid()))
                .sum();
        return ofThisJvm().plus(TICK.multipliedBy(ticks));
    }

    private static Duration ofThisJvm() {
        var jvm = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Duration.ofNanos(jvm.getProcessCpuTime());
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1));
            return IntStream.range(FIRST_FIELD, FIRST_FIELD + FIELDS)
                    .mapToLong(i -> Long.parseLong(fields.get(i)))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
