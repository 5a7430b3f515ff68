package io.mmp.test.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

class RoundsTests {

    private static final int MEBIBYTE = 1 << 20;

    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicReference<Object> kept = new AtomicReference<>();

    @Test
    void warm_up_is_run_but_not_measured() {
        Measurement measurement = Rounds.of(3).withWarmUp(2).run("counting", runs::incrementAndGet);
        assertThat(runs).hasValue(5);
        assertThat(measurement.rounds()).extracting(Round::number).containsExactly(1, 2, 3);
        assertThat(measurement.name()).isEqualTo("counting");
        assertThat(measurement.rounds()).allMatch(round -> round.processMemory().isEmpty());
    }

    @Test
    void wall_time_is_that_from_start_to_end_and_who_sleeps_does_not_compute() {
        Round round = Rounds.of(1)
                .withThreads(MeasuredThreads.CALLING)
                .run("sleeping", () -> sleep(Duration.ofMillis(60)))
                .rounds()
                .get(0);
        assertThat(round.wallTime()).isBetween(Duration.ofMillis(60), Duration.ofSeconds(30));
        assertThat(round.cpuTime()).isLessThan(Duration.ofMillis(60));
        assertThat(round.undisturbedTime()).isLessThanOrEqualTo(round.wallTime());
    }

    @Test
    void the_calling_thread_is_measured_without_what_others_do() {
        Work elsewhere = () -> inAnotherThread(() -> {
            compute(Duration.ofMillis(50));
            kept.set(new byte[8 * MEBIBYTE]);
        });
        Round calling = Rounds.of(1)
                .withThreads(MeasuredThreads.CALLING)
                .run("elsewhere", elsewhere)
                .rounds()
                .get(0);
        Round all = Rounds.of(1).run("elsewhere", elsewhere).rounds().get(0);
        assertThat(calling.cpuTime()).isLessThan(Duration.ofMillis(50));
        assertThat(calling.allocatedBytes()).isLessThan(MEBIBYTE);
        assertThat(all.cpuTime()).isGreaterThanOrEqualTo(Duration.ofMillis(40));
    }

    @Test
    void allocations_are_counted_to_the_byte() {
        Round round = Rounds.of(1)
                .withWarmUp(1)
                .withThreads(MeasuredThreads.CALLING)
                .run("allocating", () -> kept.set(new byte[4 * MEBIBYTE]))
                .rounds()
                .get(0);
        assertThat(round.allocatedBytes()).isBetween(4L * MEBIBYTE, 4L * MEBIBYTE + 100_000);
        Round all = Rounds.of(1)
                .run("allocating", () -> kept.set(new byte[4 * MEBIBYTE]))
                .rounds()
                .get(0);
        assertThat(all.allocatedBytes()).isGreaterThanOrEqualTo(4L * MEBIBYTE);
    }

    @Test
    void the_peak_of_the_heap_is_that_of_the_round() {
        Measurement measurement = Rounds.of(2)
                .run(
                        "growing then small",
                        () -> kept.set(runs.getAndIncrement() == 0 ? new byte[64 * MEBIBYTE] : null));
        Round first = measurement.rounds().get(0);
        Round second = measurement.rounds().get(1);
        assertThat(first.peakHeap()).isGreaterThan(64L * MEBIBYTE);
        assertThat(measurement.peakHeap().max()).isGreaterThanOrEqualTo(first.peakHeap());
        assertThat(second.number()).isEqualTo(2);
    }

    @Test
    void work_that_throws_is_named_with_its_round_and_what_was_measured_before() {
        assertThatExceptionOfType(RoundFailedException.class)
                .isThrownBy(() -> Rounds.of(5).run("flaky", () -> {
                    if (runs.incrementAndGet() == 3) {
                        throw new IOException("disk full");
                    }
                }))
                .withMessageStartingWith(
                        "Round 3 of 5 of 'flaky' threw java.io.IOException: disk full%nUntil then: 2 rounds of flaky: "
                                .formatted())
                .withCauseInstanceOf(IOException.class)
                .satisfies(failure -> assertThat(failure.soFar().rounds()).hasSize(2));
    }

    @Test
    void a_warm_up_that_throws_is_named_too() {
        assertThatExceptionOfType(RoundFailedException.class)
                .isThrownBy(() -> Rounds.of(5).withWarmUp(2).run("broken", () -> {
                    throw new AssertionError("100 % wrong");
                }))
                .withMessage(
                        "Warm-up round 1 of 2 of 'broken' threw java.lang.AssertionError: 100 %% wrong%nUntil then: no round of broken was measured"
                                .formatted());
    }

    @Test
    void what_ends_a_test_in_its_own_way_is_thrown_as_it_is() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> Rounds.of(1).run("skipped", () -> {
                    throw new TestAbortedException("no GPU");
                }))
                .withMessage("no GPU");
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> Rounds.of(1).run("deep", () -> {
                    throw new StackOverflowError("on purpose");
                }))
                .satisfies(error -> assertThat(error.getSuppressed()[0]).hasMessage("Round 1 of 1 of 'deep'"));
    }

    @Test
    void an_interrupt_is_not_lost() {
        assertThatExceptionOfType(RoundFailedException.class)
                .isThrownBy(() -> Rounds.of(1).run("interrupted", () -> {
                    throw new InterruptedException("stop");
                }));
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 1_000_001})
    void there_is_at_least_one_round(int rounds) {
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> Rounds.of(rounds))
                .withMessage("The number of rounds must be from 1 to 1000000, but is %s.", rounds);
    }

    @Test
    void other_numbers_and_names_that_make_no_sense_are_refused() {
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> Rounds.of(1).withWarmUp(-1))
                .withMessage("The number of rounds to warm up must be from 0 to 1000000, but is -1.");
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> Rounds.of(1).run(" ", runs::incrementAndGet))
                .withMessage("A measurement has a name, but this one is ' '.");
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> Rounds.of(1).withMemoryOf(Long.MAX_VALUE).run("gone", runs::incrementAndGet))
                .withMessage("The process 9223372036854775807, whose memory is to be measured, does not run.");
    }

    @Test
    void a_measurement_in_a_measurement_is_refused() {
        assertThatExceptionOfType(RoundFailedException.class)
                .isThrownBy(() -> Rounds.of(1).run("outer", () -> Rounds.of(1).run("inner", runs::incrementAndGet)))
                .withMessageContaining(
                        "'inner' is to be measured in a round of another measurement, whose figures it would disturb. Measure one after the other.");
    }

    @Test
    void two_measurements_take_turns() throws InterruptedException {
        AtomicInteger together = new AtomicInteger();
        Work work = () -> {
            assertThat(together.incrementAndGet()).isEqualTo(1);
            sleep(Duration.ofMillis(20));
            together.decrementAndGet();
        };
        AtomicInteger rounds = new AtomicInteger();
        Thread thread = new Thread(
                () -> rounds.set(Rounds.of(3).run("other", work).rounds().size()));
        thread.start();
        assertThat(Rounds.of(3).run("one", work).rounds()).hasSize(3);
        thread.join();
        assertThat(rounds).hasValue(3);
    }

    private static void inAnotherThread(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
    }

    private static void sleep(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void compute(Duration cpu) {
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + cpu.toNanos();
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }
}
