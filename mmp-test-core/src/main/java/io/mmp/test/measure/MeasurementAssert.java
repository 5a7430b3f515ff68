package io.mmp.test.measure;

import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what the rounds of a piece of work took.
 *
 * <p>The median is judged, or another quantile, with three values: what the rounds cannot show is inconclusive, which fails and says how
 * many would show it; five rounds are the fewest for a median. The methods with "literally" compare the figure of these rounds and ask no further.
 *
 * <p>A wall time that is too long while others used the CPUs is inconclusive, unless it would have been too long without them too.
 *
 * @since 0.1.0
 */
public class MeasurementAssert extends AbstractMeasurementAssert<MeasurementAssert> {

    /** Starts these assertions on an object of an unknown type, for AssertJ's {@code asInstanceOf}. */
    public static final InstanceOfAssertFactory<Measurement, MeasurementAssert> MEASUREMENT =
            new InstanceOfAssertFactory<>(Measurement.class, MeasurementAssert::new);

    /** Start assertions, for AssertJ's soft assertions; others use {@link MeasureAssertions#assertThat}. */
    public MeasurementAssert(@Nullable Measurement actual) {
        super(actual, MeasurementAssert.class);
    }

    /**
     * Verify that the wall time is at most this.
     *
     * <pre><code>
     * assertThat(training).hasWallTimeAtMost(ofMinutes(3)); // passes if 5 of 5 rounds took 2 minutes
     * assertThat(training).hasWallTimeAtMost(ofMinutes(3)); // fails if 5 of 5 rounds took 4 minutes, or there are but 4 rounds
     * </code></pre>
     */
    public MeasurementAssert hasWallTimeAtMost(Duration limit) {
        double millis = requirePositive(limit);
        return judge(Busy.judge(actual, quantity -> quantile(quantity).isAtMost(millis)), Quantity.WALL);
    }

    /**
     * Compare the wall time of these very rounds with a limit, and ask no further; the message says what that is worth.
     *
     * <pre><code>
     * assertThat(training).hasWallTimeLiterallyAtMost(ofMinutes(3)); // passes if the only round took 2 minutes
     * assertThat(training).hasWallTimeLiterallyAtMost(ofMinutes(3)); // fails if the only round took 4 minutes
     * </code></pre>
     */
    public MeasurementAssert hasWallTimeLiterallyAtMost(Duration limit) {
        return literally(Quantity.WALL, requirePositive(limit));
    }

    /**
     * Verify that the CPU time is at most this.
     *
     * <pre><code>
     * assertThat(training).hasCpuTimeAtMost(ofMinutes(6)); // passes if 5 of 5 rounds computed for 4 minutes, on one core or on several
     * assertThat(training).hasCpuTimeAtMost(ofMinutes(6)); // fails if 5 of 5 rounds computed for 8 minutes
     * </code></pre>
     *
     * @throws MeasureException if all threads are measured and the limit is below 100 ms, which steps of 10 ms cannot show
     */
    public MeasurementAssert hasCpuTimeAtMost(Duration limit) {
        return judge(quantile(Quantity.CPU).isAtMost(requireCountable(limit)), Quantity.CPU);
    }

    /**
     * Compare the CPU time of these very rounds with a limit, and ask no further; the message says what that is worth.
     *
     * <pre><code>
     * assertThat(training).hasCpuTimeLiterallyAtMost(ofMinutes(6)); // passes if the only round computed for 4 minutes
     * assertThat(training).hasCpuTimeLiterallyAtMost(ofMinutes(6)); // fails if the only round computed for 8 minutes
     * </code></pre>
     *
     * @throws MeasureException if all threads are measured and the limit is below 100 ms, which steps of 10 ms cannot show
     */
    public MeasurementAssert hasCpuTimeLiterallyAtMost(Duration limit) {
        return literally(Quantity.CPU, requireCountable(limit));
    }

    /**
     * Verify that at most so many bytes are allocated.
     *
     * <pre><code>
     * assertThat(scoring).hasAllocatedAtMost(1 &lt;&lt; 20); // passes if 5 of 5 rounds allocated 0.9 MiB
     * assertThat(scoring).hasAllocatedAtMost(1 &lt;&lt; 20); // fails if 5 of 5 rounds allocated 1.1 MiB
     * </code></pre>
     */
    public MeasurementAssert hasAllocatedAtMost(long bytes) {
        double limit = requirePositive(bytes);
        return judge(quantile(Quantity.ALLOCATED).isAtMost(limit), Quantity.ALLOCATED);
    }

    /**
     * Compare what these very rounds allocated with a limit, and ask no further; the message says what that is worth.
     *
     * <pre><code>
     * assertThat(scoring).hasAllocatedLiterallyAtMost(1 &lt;&lt; 20); // passes if the only round allocated 0.9 MiB
     * assertThat(scoring).hasAllocatedLiterallyAtMost(1 &lt;&lt; 20); // fails if the only round allocated 1.1 MiB
     * </code></pre>
     */
    public MeasurementAssert hasAllocatedLiterallyAtMost(long bytes) {
        return literally(Quantity.ALLOCATED, requirePositive(bytes));
    }

    /**
     * Verify that the heap has at most so many bytes at its peak, garbage that nobody has collected yet included.
     *
     * <pre><code>
     * assertThat(streaming).hasPeakHeapAtMost(64 &lt;&lt; 20); // passes if it had 40 MiB in 5 of 5 rounds
     * assertThat(streaming).hasPeakHeapAtMost(64 &lt;&lt; 20); // fails if it had 80 MiB in 5 of 5 rounds
     * </code></pre>
     */
    public MeasurementAssert hasPeakHeapAtMost(long bytes) {
        double limit = requirePositive(bytes);
        return judge(quantile(Quantity.HEAP).isAtMost(limit), Quantity.HEAP);
    }

    /**
     * Compare the peak of the heap in these very rounds with a limit, and ask no further; the message says what that is worth.
     *
     * <pre><code>
     * assertThat(streaming).hasPeakHeapLiterallyAtMost(64 &lt;&lt; 20); // passes if it had 40 MiB in the only round
     * assertThat(streaming).hasPeakHeapLiterallyAtMost(64 &lt;&lt; 20); // fails if it had 80 MiB in the only round
     * </code></pre>
     */
    public MeasurementAssert hasPeakHeapLiterallyAtMost(long bytes) {
        return literally(Quantity.HEAP, requirePositive(bytes));
    }

    /**
     * Verify that the watched processes have at most so many bytes at their peak, which lies {@linkplain ProcessMemory between two figures}:
     * it passes if the higher is at most this, fails if the lower is above it, and is inconclusive otherwise.
     *
     * <pre><code>
     * assertThat(serving).hasProcessMemoryAtMost(1L &lt;&lt; 30); // passes if all processes' own peaks add up to 0.9 GiB in 5 of 5 rounds
     * assertThat(serving).hasProcessMemoryAtMost(1L &lt;&lt; 30); // fails if a sample saw 1.1 GiB in each of 5 rounds
     * </code></pre>
     *
     * @throws MeasureException if no process was watched
     */
    public MeasurementAssert hasProcessMemoryAtMost(long bytes) {
        double limit = requirePositive(bytes);
        return judge(
                ProcessPeaks.judge(actual, quantity -> quantile(quantity).isAtMost(limit)),
                ProcessPeaks.sampled(actual));
    }

    /**
     * Compare what samples have seen of the watched processes in these very rounds with a limit, and ask no further.
     *
     * <pre><code>
     * assertThat(serving).hasProcessMemoryLiterallyAtMost(1L &lt;&lt; 30); // passes if samples saw 0.9 GiB in the only round
     * assertThat(serving).hasProcessMemoryLiterallyAtMost(1L &lt;&lt; 30); // fails if a sample saw 1.1 GiB in the only round
     * </code></pre>
     *
     * @throws MeasureException if no process was watched
     */
    public MeasurementAssert hasProcessMemoryLiterallyAtMost(long bytes) {
        double limit = requirePositive(bytes);
        return literally(ProcessPeaks.sampled(actual), limit);
    }

    /**
     * Verify that wall time, CPU time and allocations are not above those of the baseline by more than its tolerance.
     *
     * <p>With the system property {@code mmp.measure.baseline=update} it writes them into the file instead.
     *
     * <pre><code>
     * assertThat(training).isNoSlowerThan(Baseline.at(file)); // passes if 10 rounds took 1.00 s and 10 of the baseline 0.98 s
     * assertThat(training).isNoSlowerThan(Baseline.at(file)); // fails if 10 rounds took 1.20 s and 10 of the baseline 0.98 s
     * </code></pre>
     *
     * @throws MeasureException if the file is not there or damaged, or has no such measurement
     */
    public MeasurementAssert isNoSlowerThan(Baseline baseline) {
        isNotNull();
        requireRounds();
        Baseline.Judgement judgement = baseline.judge(actual, confidence());
        judgement.reason().ifPresent(this::inconclusive);
        judgement.verdict().ifPresent(verdict -> judge(verdict, Quantity.WALL));
        return myself;
    }
}
