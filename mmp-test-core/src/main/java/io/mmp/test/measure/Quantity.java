package io.mmp.test.measure;

import io.mmp.test.verdict.Sample;
import java.util.function.ToDoubleFunction;

/**
 * A quantity that is judged.
 *
 * @param what its figures, in the plural
 * @param unit the unit in which it is judged
 * @param value reads it from a round
 */
record Quantity(String what, String unit, ToDoubleFunction<Round> value) {

    static final Quantity WALL = new Quantity("wall times", "ms", round -> Figures.millis(round.wallTime()));

    static final Quantity UNDISTURBED =
            new Quantity("wall times", "ms", round -> Figures.millis(round.undisturbedTime()));

    static final Quantity CPU = new Quantity("CPU times", "ms", round -> Figures.millis(round.cpuTime()));

    static final Quantity ALLOCATED =
            new Quantity("allocations", "MiB", round -> Figures.mebibytes(round.allocatedBytes()));

    static final Quantity HEAP = new Quantity("heap peaks", "MiB", round -> Figures.mebibytes(round.peakHeap()));

    double[] values(Measurement measurement) {
        return measurement.rounds().stream().mapToDouble(value).toArray();
    }

    Sample sample(Measurement measurement) {
        return Sample.of(what, unit, values(measurement));
    }
}
