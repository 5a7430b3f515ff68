package io.mmp.test.drift;

import java.util.function.DoubleUnaryOperator;

/**
 * What a test measured of one column, before several are judged together.
 *
 * @param statistic the statistic; NaN if there is none
 * @param pValue how probable so large a statistic is without drift; NaN if the data cannot say
 * @param critical the statistic whose probability without drift is a level
 * @param n how many values of the reference were used
 * @param m how many current values were used
 * @param effect how large the change is; NaN if unknown
 * @param leastPValue no data of these sizes have a smaller one
 * @param detail what else a reader needs, such as the edges of bins; if there is no p-value, why
 */
record Measured(
        double statistic,
        double pValue,
        DoubleUnaryOperator critical,
        long n,
        long m,
        double effect,
        double leastPValue,
        String detail) {

    /** Return that nothing can be measured. */
    static Measured unknown(long n, long m, String reason) {
        return new Measured(Double.NaN, Double.NaN, level -> Double.NaN, n, m, Double.NaN, 1, reason);
    }

    /** Return that there is one value alone, before and after. */
    static Measured same(long n, long m, String detail) {
        return new Measured(0, 1, level -> Double.NaN, n, m, 0, 0, detail);
    }

    boolean isKnown() {
        return !Double.isNaN(pValue);
    }
}
