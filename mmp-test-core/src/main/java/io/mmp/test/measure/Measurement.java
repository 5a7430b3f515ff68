package io.mmp.test.measure;

import io.mmp.test.text.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.AssertProvider;

/**
 * What the rounds of a piece of work took.
 *
 * @since 0.1.0
 */
public final class Measurement implements AssertProvider<MeasurementAssert> {

    private final String name;
    private final MeasuredThreads threads;
    private final List<Round> rounds;

    Measurement(String name, MeasuredThreads threads, List<Round> rounds) {
        this.name = name;
        this.threads = threads;
        this.rounds = List.copyOf(rounds);
    }

    /** Return what was measured. */
    public String name() {
        return name;
    }

    /** Return the threads whose CPU time and allocations were counted. */
    public MeasuredThreads threads() {
        return threads;
    }

    /** Return the figures of each round. */
    public List<Round> rounds() {
        return rounds;
    }

    /** Return how long the rounds took. */
    public Summary<Duration> wallTime() {
        return summary(Round::wallTime);
    }

    /** Return how long the measured threads computed. */
    public Summary<Duration> cpuTime() {
        return summary(Round::cpuTime);
    }

    /** Return how many bytes the measured threads allocated. */
    public Summary<Long> allocatedBytes() {
        return summary(Round::allocatedBytes);
    }

    /** Return how many bytes the heap had at most; see {@link Round#peakHeap()}. */
    public Summary<Long> peakHeap() {
        return summary(Round::peakHeap);
    }

    /**
     * Return how many bytes the watched processes had at most, as {@linkplain ProcessMemory#sampled() samples} have seen it.
     *
     * @throws MeasureException if none was watched
     */
    public Summary<Long> peakProcessMemory() {
        return summary(round -> processMemory(round).sampled());
    }

    /** Return who else wanted the CPUs, over all rounds. */
    public CpuPressure cpuPressure() {
        return CpuPressure.mean(
                rounds.stream().map(Round::cpuPressure).toList(),
                rounds.stream().map(round -> Figures.millis(round.wallTime())).toList());
    }

    ProcessMemory processMemory(Round round) {
        return round.processMemory()
                .orElseThrow(() -> new MeasureException(
                        "'%s' was measured without the memory of a process. Name it by Rounds.withMemoryOf."
                                .formatted(name)));
    }

    private <T extends Comparable<? super T>> Summary<T> summary(Function<Round, T> figure) {
        return new Summary<>(rounds.stream().map(figure).toList());
    }

    /** Start assertions, for AssertJ's own {@code assertThat}. */
    @Override
    public MeasurementAssert assertThat() {
        return new MeasurementAssert(this);
    }

    /** Return the medians, such as {@code 5 rounds of training: 1.2 s, 2.1 s of CPU, 30 MiB allocated, at most 64 MiB of heap (medians)}. */
    @Override
    public String toString() {
        if (rounds.isEmpty()) {
            return "no round of %s was measured".formatted(name);
        }
        Optional<Long> memory =
                rounds.get(0).processMemory().map(any -> peakProcessMemory().median());
        return "%s of %s: %s, %s of CPU, %s allocated, at most %s of heap%s%s"
                .formatted(
                        Words.count(rounds.size(), "round"),
                        name,
                        Figures.print(wallTime().median()),
                        Figures.print(cpuTime().median()),
                        Figures.print(allocatedBytes().median()),
                        Figures.print(peakHeap().median()),
                        memory.map(bytes -> " and %s of the processes".formatted(Figures.print(bytes)))
                                .orElse(""),
                        rounds.size() == 1 ? "" : " (medians)");
    }
}
