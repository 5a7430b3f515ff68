package io.mmp.test.measure;

import static io.mmp.test.measure.MeasureAssertions.assertThat;
import static io.mmp.test.measure.Measured.times;
import static io.mmp.test.measure.Measured.walls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.verdict.FalseAlarms;
import io.mmp.test.verdict.FixedSamples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

@FixedSamples
class MeasurementAssertTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Measurement FIVE = walls(900, 910, 920, 930, 940).measurement();

    @Test
    void five_rounds_that_keep_a_limit_show_that_the_median_does() {
        assertThat(FIVE)
                .hasWallTimeAtMost(SECOND)
                .hasCpuTimeAtMost(SECOND)
                .hasAllocatedAtMost(2 << 20)
                .hasPeakHeapAtMost(8 << 20);
        assertThat(walls(1).memory(100).measurement()).hasProcessMemoryLiterallyAtMost(100 << 20);
        assertThat(walls(times(5, 1)).memory(100).measurement()).hasProcessMemoryAtMost(200 << 20);
    }

    @Test
    void four_rounds_are_too_few() {
        fails(walls(900, 910, 920, 930).measurement(), it -> it.hasWallTimeAtMost(SECOND), """

                Inconclusive: p50 of 4 wall times is 910 ms, but Infinity ms is still possible with 95 % confidence; 5 wall times, none of them above 1000 ms, would show at most 1000 ms.
                Rounds of 'training', in ms: 900, 910, 920, 930""");
    }

    @Test
    void what_is_above_the_limit_fails_with_all_rounds() {
        fails(FIVE, it -> it.hasWallTimeAtMost(Duration.ofMillis(800)), """

                p50 of 5 wall times is 920 ms, at least 900 ms with 95 % confidence: above 800 ms.
                Rounds of 'training', in ms: 900, 910, 920, 930, 940""");
        fails(FIVE, it -> it.hasCpuTimeAtMost(Duration.ofMillis(800)), """

                p50 of 5 CPU times is 920 ms, at least 900 ms with 95 % confidence: above 800 ms.
                Rounds of 'training', in ms: 900, 910, 920, 930, 940""");
        fails(FIVE, it -> it.hasAllocatedAtMost(1 << 20), """

                p50 of 5 allocations is 2 MiB, at least 2 MiB with 95 % confidence: above 1 MiB.
                Rounds of 'training', in MiB: 2, 2, 2, 2, 2""");
        fails(FIVE, it -> it.hasPeakHeapAtMost(4 << 20), """

                p50 of 5 heap peaks is 8 MiB, at least 8 MiB with 95 % confidence: above 4 MiB.
                Rounds of 'training', in MiB: 8, 8, 8, 8, 8""");
    }

    @Test
    void of_many_rounds_the_first_ten_are_shown() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(walls(times(12, 2)).measurement())
                        .as("step %s", "100 %d")
                        .hasWallTimeAtMost(Duration.ofMillis(1)))
                .withMessageStartingWith("[step 100 %d] ")
                .withMessageEndingWith("in ms: 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, ... (12 in all)");
    }

    @Test
    void another_quantile_and_confidence_need_more_rounds() {
        assertThat(walls(times(29, 5)).measurement()).usingQuantile(0.9).hasWallTimeAtMost(SECOND);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(walls(times(28, 5)).measurement())
                        .usingQuantile(0.9)
                        .hasWallTimeAtMost(SECOND))
                .withMessageContaining("29 wall times, none of them above");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(FIVE).usingConfidence(0.99).hasWallTimeAtMost(SECOND))
                .withMessageContaining("7 wall times, none of them above");
    }

    @Test
    void a_literal_reading_says_what_it_is_worth() {
        Measurement one = walls(900).measurement();
        assertThat(one)
                .hasWallTimeLiterallyAtMost(SECOND)
                .hasCpuTimeLiterallyAtMost(SECOND)
                .hasAllocatedLiterallyAtMost(2 << 20)
                .hasPeakHeapLiterallyAtMost(8 << 20);
        fails(one, it -> it.hasWallTimeLiterallyAtMost(Duration.ofMillis(800)), """

                p50 of 1 wall time is 900 ms, above 800 ms. Taken literally: where 60 % are above it in truth, this passes in 40 % of runs.
                Rounds of 'training', in ms: 900""");
    }

    @Test
    void a_busy_neighbour_is_no_regression() {
        fails(walls(times(5, 2000)).busy(0.4).measurement(), it -> it.hasWallTimeAtMost(SECOND), """

                Inconclusive: p50 of 5 wall times is 2000 ms, at least 2000 ms with 95 % confidence: above 1000 ms. But the machine was busy: tasks waited for a CPU in 90 % of the time, other processes used 85 % of the CPUs. Without that the median would have been from 800 ms to 2 s. Repeat it on a quiet machine, or judge the CPU time.
                Rounds of 'training', in ms: 2000, 2000, 2000, 2000, 2000""");
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> assertThat(walls(times(5, 2000)).busy(0.4).measurement())
                        .usingSkipsForInconclusive()
                        .hasWallTimeAtMost(SECOND))
                .withMessageContaining("But the machine was busy");
    }

    @Test
    void what_would_have_been_too_slow_without_the_neighbour_fails() {
        fails(walls(times(5, 2000)).busy(0.6).measurement(), it -> it.hasWallTimeAtMost(SECOND), """

                p50 of 5 wall times is 2000 ms, at least 2000 ms with 95 % confidence: above 1000 ms.
                Rounds of 'training', in ms: 2000, 2000, 2000, 2000, 2000""");
    }

    @Test
    void what_is_fast_enough_passes_on_a_busy_machine_too() {
        assertThat(walls(times(5, 900)).busy(0.1).measurement()).hasWallTimeAtMost(SECOND);
    }

    @Test
    void memory_of_processes_is_between_two_figures() {
        Measurement measured = walls(times(5, 1)).memory(100).measurement();
        fails(measured, it -> it.hasProcessMemoryAtMost(99 << 20), """

                p50 of 5 sampled peaks is 100 MiB, at least 100 MiB with 95 % confidence: above 99 MiB.
                Rounds of 'training', in MiB: 100, 100, 100, 100, 100""");
        fails(measured, it -> it.hasProcessMemoryAtMost(150 << 20), """

                Inconclusive: p50 of 5 sampled peaks is 100 MiB, at most 100 MiB with 95 % confidence: at most 150 MiB, as claimed. But the sum of all processes' own peaks is up to 200 MiB, which misses no short peak, and counts shared memory once for each process. Allow more, or compare what samples saw by hasProcessMemoryLiterallyAtMost.
                Rounds of 'training', in MiB: 100, 100, 100, 100, 100""");
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> assertThat(FIVE).hasProcessMemoryAtMost(1))
                .withMessage(
                        "'training' was measured without the memory of a process. Name it by Rounds.withMemoryOf.");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void a_limit_is_above_zero(long limit) {
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> assertThat(FIVE).hasWallTimeAtMost(Duration.ofNanos(limit)))
                .withMessage("The limit of a time must be above 0, but is %s.", Duration.ofNanos(limit));
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> assertThat(FIVE).hasPeakHeapAtMost(limit))
                .withMessage("The limit of a memory must be above 0 bytes, but is %s.", limit);
    }

    @Test
    void steps_of_the_counter_cannot_show_a_small_limit_of_cpu_time() {
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> assertThat(FIVE).hasCpuTimeAtMost(Duration.ofMillis(99)))
                .withMessage(
                        "The CPU time of all threads is counted in steps of 10 ms, which cannot show a limit of 99 ms. Do more in a round, or measure MeasuredThreads.CALLING.");
    }

    @Test
    void nothing_measured_is_nothing_shown() {
        Measurement none = walls().measurement();
        fails(none, it -> it.hasWallTimeLiterallyAtMost(SECOND), """

                Expecting figures to compare, but no round of training was measured.""");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(none).hasWallTimeAtMost(SECOND))
                .withMessageContaining("Inconclusive: There are no wall times, ");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat((Measurement) null).hasWallTimeAtMost(SECOND))
                .withMessageContaining("Expecting actual not to be null");
    }

    @Test
    void each_claim_publishes_its_false_alarm() {
        List<Double> published = new ArrayList<>();
        DoubleConsumer before = FalseAlarms.countWith(published::add);
        try {
            assertThat(FIVE).hasWallTimeAtMost(SECOND).usingConfidence(0.9).hasPeakHeapAtMost(8 << 20);
        } finally {
            FalseAlarms.countWith(before);
        }
        assertThat(published.get(0)).isBetween(0.0499, 0.0501);
        assertThat(published.get(1)).isBetween(0.0999, 0.1001);
    }

    @Test
    void it_is_reached_from_an_object_and_from_soft_assertions() {
        Object object = FIVE;
        assertThat(object).asInstanceOf(MeasurementAssert.MEASUREMENT).hasWallTimeAtMost(SECOND);
        assertThat(FIVE.assertThat()).isInstanceOf(MeasurementAssert.class);
        SoftAssertions softly = new SoftAssertions();
        MeasurementAssert soft = softly.proxy(MeasurementAssert.class, Measurement.class, FIVE);
        soft.hasWallTimeAtMost(Duration.ofMillis(1)).hasPeakHeapAtMost(1);
        assertThat(softly.errorsCollected()).hasSize(2);
        assertThatCode(softly::assertAll).isInstanceOf(AssertionError.class);
    }

    private static void fails(Measurement actual, Consumer<MeasurementAssert> claim, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> claim.accept(assertThat(actual)))
                .withMessage(message.replace("\n", System.lineSeparator()));
    }
}
