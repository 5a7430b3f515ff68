package io.mmp.test.measure;

import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.time.Duration;
import java.util.function.Function;

/** Judges wall times, and doubts those that others may have lengthened. */
final class Busy {

    private Busy() {}

    /**
     * Judge the wall times; what they fail in is in doubt if others wanted the CPUs, unless the least that they would have been fails too.
     *
     * @param claim judges one quantity of the measurement
     */
    static Verdict judge(Measurement measurement, Function<Quantity, Verdict> claim) {
        Verdict verdict = claim.apply(Quantity.WALL);
        CpuPressure pressure = measurement.cpuPressure();
        if (verdict.conclusion() == Conclusion.PASS
                || !pressure.isHigh()
                || claim.apply(Quantity.UNDISTURBED).conclusion() == Conclusion.FAIL) {
            return verdict;
        }
        return verdict.inDoubt(
                "But the machine was busy: %s. Without that the median would have been from %s to %s. Repeat it on a quiet machine, or judge the CPU time."
                        .formatted(
                                pressure,
                                Figures.print(median(measurement)),
                                Figures.print(measurement.wallTime().median())));
    }

    private static Duration median(Measurement measurement) {
        return new Summary<>(measurement.rounds().stream()
                        .map(Round::undisturbedTime)
                        .toList())
                .median();
    }
}
