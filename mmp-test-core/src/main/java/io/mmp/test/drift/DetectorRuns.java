package io.mmp.test.drift;

import io.mmp.test.verdict.Text;
import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.time.Duration;

/**
 * What came of the runs of a detector.
 *
 * @param verdict on the rate of errors
 * @param spent the time in the detector
 * @param drawn what each run drew
 * @param seed the seed of all
 */
record DetectorRuns(Verdict verdict, Duration spent, String drawn, long seed) {

    boolean passes() {
        return verdict.conclusion() == Conclusion.PASS;
    }

    /** Return the verdict, what was drawn and what it took. */
    String described() {
        boolean isOpen = verdict.conclusion() == Conclusion.INCONCLUSIVE;
        return "%s%s%s Each run drew %s; seed %s, %s ms a run."
                .formatted(
                        isOpen ? "inconclusive: " : "",
                        verdict.sentence(),
                        isOpen && verdict.settledBy().isPresent()
                                ? " At this rate usingRuns(%s) would settle it."
                                        .formatted(verdict.settledBy().getAsLong())
                                : "",
                        drawn,
                        seed,
                        Text.number(spent.toNanos() / 1e6 / Math.max(1, verdict.sampleSize())));
    }
}
