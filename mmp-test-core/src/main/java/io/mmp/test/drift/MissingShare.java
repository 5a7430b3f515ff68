package io.mmp.test.drift;

import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Text;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** The share of nulls and NaN, by an exact test; the statistic and the effect are how far the shares are apart. */
final class MissingShare implements Measure {

    @Override
    public Measured of(ColumnPair column, double level) {
        int n = column.reference().rows();
        int m = column.current().rows();
        if (n == 0 || m == 0) {
            return Measured.unknown(n, m, "one side has no rows");
        }
        Proportion before = share(column.reference().missing(), n);
        Proportion now = share(column.current().missing(), m);
        double change = Math.abs(now.estimate() - before.estimate());
        double all = (before.estimate() * n + now.estimate() * m) / ((double) n + m);
        double deviation = Math.sqrt(all * (1 - all) * (1.0 / n + 1.0 / m));
        return new Measured(
                change,
                now.sameRatePValue(before),
                each -> deviation == 0
                        ? Double.NaN
                        : NormalDistribution.of(0, deviation).inverseSurvivalProbability(each / 2),
                n,
                m,
                change,
                share(0, n).sameRatePValue(share(m, m)),
                "%s of the reference and %s of the current rows are null or NaN"
                        .formatted(Text.percent(before.estimate()), Text.percent(now.estimate())));
    }

    private static Proportion share(long missing, long rows) {
        return Proportion.of("nulls", missing, "rows", rows);
    }
}
