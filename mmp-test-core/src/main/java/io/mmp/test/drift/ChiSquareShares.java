package io.mmp.test.drift;

import io.mmp.test.verdict.Categories;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.SignificanceResult;

/** The chi-square test of the shares of categories; the effect is the share that would have to move. */
final class ChiSquareShares implements Measure {

    @Override
    public Measured of(ColumnPair column, double level) {
        ColumnPair.Counts counts = column.counts();
        PooledCounts pooled = PooledCounts.of(counts);
        if (!pooled.isComparable()) {
            return pooled.uncomparable(counts);
        }
        SignificanceResult test = ChiSquareTest.withDefaults().test(pooled.counts());
        ChiSquaredDistribution chiSquare = ChiSquaredDistribution.of(pooled.counts()[0].length - 1.0);
        return new Measured(
                test.getStatistic(),
                test.getPValue(),
                chiSquare::inverseSurvivalProbability,
                counts.n(),
                counts.m(),
                Categories.of("values", counts.reference())
                        .against(Categories.of("values", counts.current()))
                        .estimate(),
                0,
                pooled.printed());
    }
}
