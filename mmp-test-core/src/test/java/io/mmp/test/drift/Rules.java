package io.mmp.test.drift;

import java.util.function.BiPredicate;

/** Rules that are in use, with fixed thresholds. */
final class Rules {

    private Rules() {}

    /** The rule of thumb of credit scoring: 0.1 is a moderate change, 0.2 or 0.25 a large one, whatever the sample sizes. */
    static BiPredicate<double[], double[]> psiAbove(double threshold) {
        return (reference, current) ->
                DriftTest.psi().compare(reference, current).statistic() > threshold;
    }

    /** What Evidently does by default with more than 1000 rows. */
    static boolean wassersteinAboveATenth(double[] reference, double[] current) {
        return DriftTest.wasserstein().compare(reference, current).effect() >= 0.1;
    }

    /** The test of Kolmogorov and Smirnov at 5 % for each column, as if it were the only one. */
    static DriftDetector uncorrected() {
        return DriftDetector.ofEachNumber((reference, current) ->
                DriftTest.kolmogorovSmirnov().compare(reference, current).pValue() <= 0.05);
    }
}
