package io.mmp.test.verdict;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.apache.commons.statistics.inference.UnconditionedExactTest;

/** Exact tests of whether two samples are of one rate. */
final class RateTest {

    /** Beyond, the search for the worst rate takes seconds. */
    private static final int BOSCHLOO = 100;

    private RateTest() {}

    static double pValue(int count, int trials, int otherCount, int otherTrials) {
        int[][] table = {{count, otherCount}, {trials - count, otherTrials - otherCount}};
        boolean small = trials <= BOSCHLOO && otherTrials <= BOSCHLOO;
        return small
                ? Math.min(
                        1,
                        2
                                * Math.min(
                                        boschloo(table, AlternativeHypothesis.LESS_THAN),
                                        boschloo(table, AlternativeHypothesis.GREATER_THAN)))
                : FisherExactTest.withDefaults().test(table).getPValue();
    }

    /** Return the probability of this count or a higher one, given all that was counted in both: the conditional test alone. */
    static double higherPValue(long count, long trials, long otherCount, long otherTrials) {
        if (count + otherCount == 0 || count + otherCount == trials + otherTrials) {
            return 1;
        }
        int[][] table = {
            {Math.toIntExact(count), Math.toIntExact(otherCount)},
            {Math.toIntExact(trials - count), Math.toIntExact(otherTrials - otherCount)}
        };
        return FisherExactTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(table)
                .getPValue();
    }

    private static double boschloo(int[][] table, AlternativeHypothesis alternative) {
        return UnconditionedExactTest.withDefaults()
                .with(UnconditionedExactTest.Method.BOSCHLOO)
                .with(alternative)
                .test(table)
                .getPValue();
    }
}
