package io.mmp.test.recovery;

import io.mmp.test.verdict.Mean;
import io.mmp.test.verdict.Sample;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AssertProvider;

/**
 * What became of a system in several outages of one kind, each struck after it had recovered from the last.
 *
 * @since 0.1.0
 */
public final class RecoveryTimes implements AssertProvider<RecoveryTimesAssert> {

    private final String outage;
    private final int asked;
    private final List<RecoveryResult> results;

    RecoveryTimes(String outage, int asked, List<RecoveryResult> results) {
        this.outage = outage;
        this.asked = asked;
        this.results = List.copyOf(results);
    }

    /** Return what became of it each time, in order; fewer than asked for if it did not recover from the last. */
    public List<RecoveryResult> results() {
        return results;
    }

    /** Return the mean time to recover of the outages that it recovered from, in milliseconds, by Student's interval. */
    public Mean meanTimeToRecovery() {
        return Sample.of(
                        "times to recover",
                        "ms",
                        results.stream()
                                .flatMap(result -> result.timeToRecover().stream())
                                .mapToDouble(time -> time.toNanos() / 1e6)
                                .toArray())
                .mean();
    }

    /** Start assertions. */
    @Override
    public RecoveryTimesAssert assertThat() {
        return new RecoveryTimesAssert(this);
    }

    int asked() {
        return asked;
    }

    /** Return the times of each outage, one a line. */
    @Override
    public String toString() {
        return IntStream.range(0, results.size())
                .mapToObj(i -> "\n  %s. %s".formatted(i + 1, results.get(i).times()))
                .collect(Collectors.joining("", "%s, %s of %s times".formatted(outage, results.size(), asked), ""));
    }
}
