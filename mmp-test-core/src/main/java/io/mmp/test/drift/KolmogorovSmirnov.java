package io.mmp.test.drift;

import io.mmp.test.verdict.Comparison;
import io.mmp.test.verdict.Text;

/** The largest distance of the cumulative shares, which is the statistic and the effect. */
final class KolmogorovSmirnov implements Measure {

    @Override
    public Measured of(ColumnPair column, double level) {
        SortedNumbers reference = column.numbers().reference();
        SortedNumbers current = column.numbers().current();
        int n = reference.size();
        int m = current.size();
        if (n == 0 || m == 0) {
            return Measured.unknown(n, m, "one side has no values");
        }
        Comparison comparison = current.against(reference);
        double distance = comparison.distributions().estimate();
        return new Measured(
                distance,
                comparison.sameDistributionPValue(),
                // The limit of the distribution for large samples; smaller ones have a smaller p-value at it.
                each -> Math.min(1, Math.sqrt(-Math.log(each / 2) / 2 * (1.0 / n + 1.0 / m))),
                n,
                m,
                distance,
                // All of one sample below all of the other, in either direction.
                Math.min(1, 2 * Drawn.oneOrder(n, m)),
                "medians %s and %s"
                        .formatted(Text.number(reference.quantiles(2)[0]), Text.number(current.quantiles(2)[0])));
    }
}
