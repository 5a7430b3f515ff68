package io.mmp.test.measure;

import java.time.Duration;
import java.util.Optional;

/**
 * What one round took.
 *
 * @param number which one, from 1
 * @param wallTime from its start to its end
 * @param cpuTime what the {@linkplain MeasuredThreads measured threads} computed
 * @param undisturbedTime what it would have taken at least had nobody waited for a CPU: the wall time without such waits, and not less than
 *     the calling thread computed, or all threads spread over all cores
 * @param allocatedBytes what the measured threads allocated
 * @param peakHeap the sum of the peaks of all memory pools of the heap ({@code MemoryPoolMXBean.getPeakUsage}), in bytes: garbage that
 *     nobody has collected yet included, and at least what the heap had at any time, as pools need not peak together
 * @param processMemory the memory of the processes that were watched
 * @param cpuPressure who else wanted the CPUs meanwhile
 * @since 0.1.0
 */
public record Round(
        int number,
        Duration wallTime,
        Duration cpuTime,
        Duration undisturbedTime,
        long allocatedBytes,
        long peakHeap,
        Optional<ProcessMemory> processMemory,
        CpuPressure cpuPressure) {}
