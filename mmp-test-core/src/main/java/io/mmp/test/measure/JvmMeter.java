package io.mmp.test.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what this JVM counts of its threads and its heap. */
final class JvmMeter {

    /** In what steps the CPU time of a process is counted. */
    static final Duration CPU_STEP = Duration.ofMillis(10);

    /** JDK 21 and later count threads that have ended too. */
    private static final Optional<Method> TOTAL_ALLOCATED = totalAllocated();

    private final ThreadMXBean threads;
    private final MeasuredThreads measured;
    private final List<MemoryPoolMXBean> heap;

    private JvmMeter(ThreadMXBean threads, MeasuredThreads measured) {
        this.threads = threads;
        this.measured = measured;
        this.heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    static JvmMeter of(MeasuredThreads measured) {
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                && threads.isThreadAllocatedMemorySupported()
                && threads.isCurrentThreadCpuTimeSupported()) {
            threads.setThreadAllocatedMemoryEnabled(true);
            threads.setThreadCpuTimeEnabled(true);
            JvmMeter meter = new JvmMeter(threads, measured);
            if (measured == MeasuredThreads.CALLING && meter.callingCpu().isEmpty()) {
                throw new MeasureException(
                        "The CPU time of a virtual thread is not counted. Run the rounds in a platform thread, or measure MeasuredThreads.ALL.");
            }
            return meter;
        }
        throw new MeasureException(
                "This JVM (%s) does not count CPU time and allocations of its threads. Use one with the module jdk.management, such as OpenJDK."
                        .formatted(System.getProperty("java.vm.name")));
    }

    /** Collect the garbage of what ran before, and forget how much there was of it. */
    void resetHeap() {
        System.gc();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    long peakHeap() {
        return heap.stream()
                .mapToLong(pool -> Math.max(0, pool.getPeakUsage().getUsed()))
                .sum();
    }

    /** Return what the calling thread has computed; empty if it is a virtual one. */
    Optional<Duration> callingCpu() {
        try {
            long nanos = threads.getCurrentThreadCpuTime();
            return nanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
        } catch (UnsupportedOperationException virtual) {
            return Optional.empty();
        }
    }

    /** Return what each thread has allocated; all in one where the JVM adds them up. */
    Map<Long, Long> allocated() {
        if (measured == MeasuredThreads.CALLING) {
            return Map.of(0L, threads.getCurrentThreadAllocatedBytes());
        }
        if (TOTAL_ALLOCATED.isPresent()) {
            try {
                return Map.of(0L, (Long) TOTAL_ALLOCATED.get().invoke(threads));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> all = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            all.put(ids[i], Math.max(0, bytes[i]));
        }
        return all;
    }

    /** Return what was allocated between two readings. */
    static long allocatedBetween(Map<Long, Long> before, Map<Long, Long> after) {
        long sum = 0;
        for (Map.Entry<Long, Long> thread : after.entrySet()) {
            sum += Math.max(0, thread.getValue() - before.getOrDefault(thread.getKey(), 0L));
        }
        return sum;
    }

    private static Optional<Method> totalAllocated() {
        try {
            return Optional.of(ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes"));
        } catch (NoSuchMethodException olderThan21) {
            return Optional.empty();
        }
    }
}
