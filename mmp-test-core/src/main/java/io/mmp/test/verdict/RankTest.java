package io.mmp.test.verdict;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Tests of whether the values of one sample are higher than those of another, given all values of both. */
final class RankTest {

    /** So many additions are made to have the distribution of the rank sum; beyond, it is nearly normal. */
    private static final double AFFORDABLE = 2e7;

    private final double[] left;
    private final double[] right;
    private final double[] pooled;

    private RankTest(Sample left, Sample right) {
        this.left = left.sorted();
        this.right = right.sorted();
        this.pooled = Arrays.copyOf(this.left, this.left.length + this.right.length);
        System.arraycopy(this.right, 0, pooled, this.left.length, this.right.length);
        Arrays.sort(pooled);
    }

    static double higherPValue(Sample sample, Sample other) {
        RankTest test = new RankTest(sample, other);
        // A quantity that is nearly always the same is counted: its rank sum is far from normal.
        double middle = test.pooled[test.pooled.length / 2];
        int ties = count(test.pooled, middle);
        if (2L * ties > test.pooled.length) {
            return ties == test.pooled.length ? 1 : countedPValue(sample, other, middle);
        }
        double smaller = Math.min(test.left.length, test.right.length);
        double size = test.pooled.length;
        return size * smaller * smaller * 2 * size <= AFFORDABLE ? test.exact() : test.normal();
    }

    static double higherTailPValue(Sample sample, Sample other, double probability) {
        double[] pooled = new RankTest(sample, other).pooled;
        int rank = Math.max(1, (int) Math.ceil(probability * pooled.length - 1e-9));
        double limit = pooled[rank - 1];
        // Where many values are the quantile itself, fewer are above it than there should be; perhaps those at it are
        // nearer to that.
        double wanted = (1 - probability) * pooled.length;
        double above = sample.above(limit) + (double) other.above(limit);
        double least = pooled.length - sample.below(limit) - (double) other.below(limit);
        return countedPValue(sample, other, least - wanted < wanted - above ? Math.nextDown(limit) : limit);
    }

    private static double countedPValue(Sample sample, Sample other, double limit) {
        return RateTest.higherPValue(sample.above(limit), sample.size(), other.above(limit), other.size());
    }

    private static int count(double[] sorted, double value) {
        return (int) Arrays.stream(sorted).filter(each -> each == value).count();
    }

    /** Return the probability of this rank sum of the left values or a higher one; ranks are doubled, so that those of ties are whole. */
    private double exact() {
        boolean swapped = left.length > right.length;
        double[] few = swapped ? right : left;
        int highest = 2 * pooled.length * few.length;
        double[][] ways = new double[few.length + 1][highest + 1];
        ways[0][0] = 1;
        int observed = 0;
        for (int start = 0; start < pooled.length; ) {
            int end = start;
            while (end < pooled.length && pooled[end] == pooled[start]) {
                end++;
            }
            int rank = start + end + 1;
            observed += rank * count(few, pooled[start]);
            // One value after the other, as if those that tie were different ones of one rank.
            for (int value = start; value < end; value++) {
                for (int chosen = Math.min(few.length, value + 1); chosen >= 1; chosen--) {
                    for (int sum = highest; sum >= rank; sum--) {
                        ways[chosen][sum] += ways[chosen - 1][sum - rank];
                    }
                }
            }
            start = end;
        }
        double all = 0;
        double extreme = 0;
        for (int sum = 0; sum <= highest; sum++) {
            double each = ways[few.length][sum];
            all += each;
            extreme += (swapped ? sum <= observed : sum >= observed) ? each : 0;
        }
        return Math.min(1, extreme / all);
    }

    private double normal() {
        double size = pooled.length;
        double rankSum = 0;
        double ties = 0;
        int seen = 0;
        for (int start = 0; start < pooled.length; ) {
            int end = start;
            while (end < pooled.length && pooled[end] == pooled[start]) {
                end++;
            }
            int mine = 0;
            while (seen < left.length && left[seen] == pooled[start]) {
                seen++;
                mine++;
            }
            rankSum += mine * (start + end + 1) / 2.0;
            double tied = end - start;
            ties += tied * tied * tied - tied;
            start = end;
        }
        double mean = left.length * (size + 1) / 2;
        double variance = (double) left.length * right.length / 12 * (size + 1 - ties / (size * (size - 1)));
        return NormalDistribution.of(0, 1).survivalProbability((rankSum - mean - 0.5) / Math.sqrt(variance));
    }
}
