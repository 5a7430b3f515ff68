package io.mmp.test.measure;

import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.function.Function;

/** Judges the memory of processes, whose peak lies between what samples saw and the sum of all processes' own peaks. */
final class ProcessPeaks {

    private ProcessPeaks() {}

    static Quantity sampled(Measurement measurement) {
        return new Quantity(
                "sampled peaks",
                "MiB",
                round -> Figures.mebibytes(measurement.processMemory(round).sampled()));
    }

    private static Quantity atMost(Measurement measurement) {
        return new Quantity(
                "sums of all processes' peaks",
                "MiB",
                round -> Figures.mebibytes(measurement.processMemory(round).atMost()));
    }

    static Verdict judge(Measurement measurement, Function<Quantity, Verdict> claim) {
        Verdict upper = claim.apply(atMost(measurement));
        Verdict lower = claim.apply(sampled(measurement));
        if (upper.conclusion() == Conclusion.PASS) {
            return upper;
        }
        return lower.conclusion() == Conclusion.PASS
                ? lower.inDoubt(
                        "But the sum of all processes' own peaks is up to %s, which misses no short peak, and counts shared memory once for each process. Allow more, or compare what samples saw by hasProcessMemoryLiterallyAtMost."
                                .formatted(Figures.print(highest(measurement))))
                : lower;
    }

    private static long highest(Measurement measurement) {
        return measurement.rounds().stream()
                .mapToLong(round -> measurement.processMemory(round).atMost())
                .max()
                .orElse(0);
    }
}
