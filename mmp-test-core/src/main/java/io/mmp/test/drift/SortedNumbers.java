package io.mmp.test.drift;

import io.mmp.test.verdict.Comparison;
import io.mmp.test.verdict.Sample;

/** Numbers of one side, sorted, without NaN; negative zero is zero. */
interface SortedNumbers {

    int size();

    /** Return the values at the ranks i n / parts, rounded up, for each i from 1 and below the parts; there must be values. */
    double[] quantiles(int parts);

    /** Return how many values are at most each of these. */
    int[] atMost(double[] limits);

    /** Return all values. */
    Sample sample();

    /** Compare with those of the reference by their largest distance of cumulative shares alone. */
    Comparison against(SortedNumbers reference);
}
