package io.mmp.test.measure;

import java.time.Duration;

/**
 * The peak memory of a process and of all that it has started, in bytes.
 *
 * <p>The true peak lies between two figures. The first is what samples have seen: each adds up the proportional set sizes (PSS) of
 * {@code /proc/PID/smaps_rollup}, in which processes share what they share, or where that may not be read the resident set sizes. A peak
 * between two samples, and a process that came and went between them, is missed. The second is what the kernel has seen, the sum of the
 * highest resident sets ({@code VmHWM}) of all processes, reset before the round where that is allowed: it misses no peak of a process that a sample
 * has seen, but counts shared memory once for each, and takes all to peak together.
 *
 * <p>Where there is no {@code /proc}, as on macOS, samples are of resident set sizes, and the second figure is the sum of the largest of
 * each process: a peak between two samples is missed by both.
 *
 * @param sampled the largest sample
 * @param atMost the sum of all processes' own peaks
 * @param samples how many samples there are
 * @param longestGap the longest time between two of them
 * @since 0.1.0
 */
public record ProcessMemory(long sampled, long atMost, int samples, Duration longestGap) {}
