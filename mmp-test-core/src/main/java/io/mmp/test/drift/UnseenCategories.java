package io.mmp.test.drift;

import io.mmp.test.table.Cells;
import io.mmp.test.verdict.Text;
import java.util.Map;

/**
 * Categories that the reference does not have: of each, the probability that all values of it fell among the current ones by chance, times the
 * number of categories.
 *
 * <p>The statistic is how often the most frequent of them occurs; the effect is the share of current values that are of any.
 */
final class UnseenCategories implements Measure {

    @Override
    public Measured of(ColumnPair column, double level) {
        ColumnPair.Counts counts = column.counts();
        long n = counts.n();
        long m = counts.m();
        if (n == 0 || m == 0) {
            return Measured.unknown(n, m, "one side has no values");
        }
        long unseen = 0;
        long values = 0;
        Map.Entry<String, Long> most = null;
        for (Map.Entry<String, Long> entry : counts.current().entrySet()) {
            if (!counts.reference().containsKey(entry.getKey())) {
                unseen++;
                values += entry.getValue();
                most = most == null || entry.getValue() > most.getValue() ? entry : most;
            }
        }
        int categories = counts.categories().size();
        double least = Math.min(1, categories * allAmongCurrent(m, n, m));
        if (most == null) {
            return new Measured(0, 1, each -> critical(each / categories, n, m), n, m, 0, least, "none is new");
        }
        return new Measured(
                (double) most.getValue(),
                Math.min(1, categories * allAmongCurrent(most.getValue(), n, m)),
                each -> critical(each / categories, n, m),
                n,
                m,
                (double) values / m,
                least,
                "%s, %s of the values; the most frequent is %s"
                        .formatted(
                                unseen == 1 ? "1 category is new" : unseen + " categories are new",
                                Text.percent((double) values / m),
                                Cells.print(most.getKey())));
    }

    /** Return the probability that so many values of n + m are all among the m. */
    private static double allAmongCurrent(long count, long n, long m) {
        double logarithm = 0;
        for (long i = 0; i < count && logarithm > -745; i++) {
            logarithm += Math.log((double) (m - i) / (n + m - i));
        }
        return Math.exp(logarithm);
    }

    /** Return the least count whose probability is at most the level. */
    private static double critical(double level, long n, long m) {
        double logarithm = 0;
        long count = 0;
        while (logarithm > Math.log(level) && count < m) {
            logarithm += Math.log((double) (m - count) / (n + m - count));
            count++;
        }
        return logarithm > Math.log(level) ? Double.NaN : count;
    }
}
