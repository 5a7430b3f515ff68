package io.mmp.test.drift;

import io.mmp.test.drift.ColumnPair.Counts;
import io.mmp.test.drift.ColumnPair.Kind;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * A divergence of the shares in bins or of categories, which without drift is nearly of chi-square.
 *
 * @param bins how many bins numbers are put in
 * @param divergence the statistic
 * @param toChiSquare turns it into one that is of chi-square, but for the sample sizes
 * @param fromChiSquare the inverse of that
 */
record Divergence(
        int bins, ToDoubleFunction<Bins> divergence, DoubleUnaryOperator toChiSquare, DoubleUnaryOperator fromChiSquare)
        implements Measure {

    /** So many values a bin make the approximation a good one. */
    private static final int ENOUGH = 5;

    /** The population stability index, (1/n + 1/m) times chi-square without drift. */
    static Divergence psi(int bins) {
        return new Divergence(bins, Bins::psi, psi -> psi, chiSquare -> chiSquare);
    }

    /** The distance of Jensen and Shannon, whose square is (1/n + 1/m) / 8 times chi-square without drift. */
    static Divergence jensenShannon(int bins) {
        return new Divergence(
                bins, Bins::jensenShannon, distance -> 8 * distance * distance, chiSquare -> Math.sqrt(chiSquare / 8));
    }

    @Override
    public Measured of(ColumnPair column, double level) {
        return column.kind() == Kind.NUMBERS ? ofNumbers(column.numbers()) : ofCategories(column.counts());
    }

    private Measured ofNumbers(ColumnPair.Numbers numbers) {
        int n = numbers.reference().size();
        int m = numbers.current().size();
        int affordable = Math.min(bins, Math.min(n, m) / ENOUGH);
        if (affordable < 2) {
            return Measured.unknown(
                    n, m, "two bins need %s values on either side, of %s and %s".formatted(2 * ENOUGH, n, m));
        }
        Bins made = Bins.of(numbers.reference(), numbers.current(), affordable);
        return judge(made, n, m, made.printed());
    }

    private Measured ofCategories(Counts counts) {
        PooledCounts pooled = PooledCounts.of(counts);
        return pooled.isComparable()
                ? judge(
                        Bins.ofCategories(pooled.counts()[0], pooled.counts()[1]),
                        counts.n(),
                        counts.m(),
                        pooled.printed())
                : pooled.uncomparable(counts);
    }

    private Measured judge(Bins made, long n, long m, String printed) {
        if (made.used() < 2) {
            return Measured.same(n, m, printed);
        }
        ChiSquaredDistribution chiSquare = made.chiSquare();
        double statistic = divergence.applyAsDouble(made);
        return new Measured(
                statistic,
                chiSquare.survivalProbability(toChiSquare.applyAsDouble(statistic) / made.scale()),
                each -> fromChiSquare.applyAsDouble(chiSquare.inverseSurvivalProbability(each) * made.scale()),
                n,
                m,
                statistic,
                0,
                printed);
    }
}
