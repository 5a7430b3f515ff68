package io.mmp.test.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this JVM and the processes that it has started have computed until now; the rest is others'.
 *
 * @param jvm its own threads, in steps of 10 ms; nothing on a JVM that does not count it
 * @param children each process that runs
 */
record OwnCpu(Duration jvm, Map<Long, Duration> children) {

    static OwnCpu read() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
            return new OwnCpu(
                    ofJvm(),
                    children.collect(Collectors.toMap(
                            ProcessHandle::pid,
                            child -> child.info().totalCpuDuration().orElse(Duration.ZERO),
                            (one, other) -> other)));
        }
    }

    private static Duration ofJvm() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Duration.ofNanos(Math.max(0, system.getProcessCpuTime()))
                : Duration.ZERO;
    }

    /** Return what was computed since an earlier reading; of processes, those that still run. */
    OwnCpu since(OwnCpu before) {
        return new OwnCpu(
                jvm.minus(before.jvm),
                children.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                child -> child.getValue()
                                        .minus(before.children.getOrDefault(child.getKey(), Duration.ZERO)))));
    }

    Duration all() {
        return children.values().stream().reduce(jvm, Duration::plus);
    }
}
