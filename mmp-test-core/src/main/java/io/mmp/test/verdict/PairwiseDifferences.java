package io.mmp.test.verdict;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The differences of each value of one sample and each of another, without all of them in memory. */
final class PairwiseDifferences {

    /** Up to so many values in either sample the distribution of the statistic is computed, beyond it is nearly normal. */
    private static final int EXACT = 50;

    private final double[] left;
    private final double[] right;

    /** Take two samples, each sorted. */
    PairwiseDifferences(double[] left, double[] right) {
        this.left = left;
        this.right = right;
    }

    /** Return the estimate of Hodges and Lehmann. */
    double median() {
        long count = count();
        return count % 2 == 1 ? ofRank(count / 2 + 1) : middle(ofRank(count / 2), ofRank(count / 2 + 1));
    }

    private static double middle(double low, double high) {
        return low == high ? low : low / 2 + high / 2;
    }

    private long count() {
        return (long) left.length * right.length;
    }

    /** Return the interval whose ends are differences: as many are outside of it as the statistic of Mann and Whitney lets be. */
    Interval interval(double confidence) {
        long outside = outside(1 - confidence);
        return outside < 1
                ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence)
                : new Interval(ofRank(outside), ofRank(count() - outside + 1), confidence);
    }

    /** Return the largest k for which the statistic is below k with at most this probability. */
    private long outside(double error) {
        if (left.length <= EXACT && right.length <= EXACT) {
            double[] distribution = distribution(left.length, right.length);
            double below = 0;
            int k = 0;
            while (k < distribution.length && below + distribution[k] <= error) {
                below += distribution[k++];
            }
            return k;
        }
        double mean = count() / 2.0;
        double deviation = Math.sqrt(count() * (left.length + right.length + 1.0) / 12);
        double quantile = NormalDistribution.of(0, 1).inverseCumulativeProbability(error);
        return Math.max(0, (long) Math.floor(mean + quantile * deviation - 0.5));
    }

    /** Return the probabilities of the statistic of Mann and Whitney, by its recurrence over the sample sizes. */
    private static double[] distribution(int m, int n) {
        double[][] previous = new double[n + 1][];
        for (int j = 0; j <= n; j++) {
            previous[j] = new double[] {1};
        }
        for (int i = 1; i <= m; i++) {
            double[][] current = new double[n + 1][];
            current[0] = new double[] {1};
            for (int j = 1; j <= n; j++) {
                double[] next = new double[i * j + 1];
                double largestIsLeft = (double) i / (i + j);
                for (int u = 0; u < previous[j].length; u++) {
                    next[u + j] += largestIsLeft * previous[j][u];
                }
                for (int u = 0; u < current[j - 1].length; u++) {
                    next[u] += (1 - largestIsLeft) * current[j - 1][u];
                }
                current[j] = next;
            }
            previous = current;
        }
        return previous[n];
    }

    /** Return the difference of this rank, from 1: found by its bits, each step counts the differences that are at most a value. */
    private double ofRank(long rank) {
        long low = toOrdered(Double.NEGATIVE_INFINITY);
        long high = toOrdered(Double.POSITIVE_INFINITY);
        while (low < high) {
            long middle = low + ((high - low) >>> 1);
            if (atMost(fromOrdered(middle)) >= rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return fromOrdered(low) + 0.0; // no negative zero
    }

    private long atMost(double limit) {
        long count = 0;
        int j = right.length;
        // The larger the value on the left, the fewer on the right are near enough above it.
        int first = 0;
        for (double value : left) {
            while (first < j && difference(value, right[first]) > limit) {
                first++;
            }
            count += j - first;
        }
        return count;
    }

    /** Two values of one infinity differ by nothing. */
    private static double difference(double left, double right) {
        return left == right ? 0 : left - right;
    }

    private static long toOrdered(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits < 0 ? Long.MIN_VALUE - bits - 1 : bits;
    }

    private static double fromOrdered(long ordered) {
        return Double.longBitsToDouble(ordered < 0 ? Long.MIN_VALUE - ordered - 1 : ordered);
    }
}
