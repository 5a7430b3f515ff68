package io.mmp.test.measure;

import io.mmp.test.text.Quantities;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.api.AssertProvider;

/**
 * What the rounds of two pieces of work took that ran in turns.
 *
 * @since 0.1.0
 */
public final class PairedMeasurement implements AssertProvider<PairedMeasurementAssert> {

    private final Measurement first;
    private final Measurement second;

    PairedMeasurement(Measurement first, Measurement second) {
        this.first = first;
        this.second = second;
    }

    /** Return what was measured of the first piece of work. */
    public Measurement first() {
        return first;
    }

    /** Return what was measured of the second. */
    public Measurement second() {
        return second;
    }

    /** Return how much of the wall time of the second the first took, round by round: 0.5 if it took half. */
    public double[] ratios() {
        return ratios(Quantity.WALL, Quantity.WALL);
    }

    double[] ratios(Quantity ofFirst, Quantity ofSecond) {
        double[] dividends = ofFirst.values(first);
        double[] divisors = ofSecond.values(second);
        return IntStream.range(0, dividends.length)
                // A clock that did not advance would make any ratio true.
                .mapToDouble(i -> dividends[i] / Math.max(divisors[i], Double.MIN_NORMAL))
                .toArray();
    }

    /** Start assertions, for AssertJ's own {@code assertThat}. */
    @Override
    public PairedMeasurementAssert assertThat() {
        return new PairedMeasurementAssert(this);
    }

    /** Return both names and the median ratio, such as {@code 7 rounds: 'on the GPU' takes 0.21 of the time of 'on the CPU' (median)}. */
    @Override
    public String toString() {
        double[] sorted = DoubleStream.of(ratios()).sorted().toArray();
        return "%s rounds: '%s' takes %s of the time of '%s' (median)"
                .formatted(sorted.length, first.name(), Quantities.number(sorted[sorted.length / 2]), second.name());
    }
}
