package io.mmp.test.verdict;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * By how much a metric of two things differs that were measured on the same rows, such as the ROC-AUC of two models.
 *
 * <p>The interval is that of the bootstrap: the rows are drawn again, with repeats, and its ends are quantiles of the differences that
 * come out, further out as few rows require. Unlike the other intervals of this package it is right in the limit only: with 100 rows or
 * more, and ten or more of the rarer class, an end that is to err in 5 % of runs does so in 4 to 6 %. {@link #swapPValue()} holds for
 * any number of rows, but tells only whether there is a difference.
 *
 * <p>The draws come from a seed, so that equal data give equal verdicts. A value: {@code with} returns a copy.
 *
 * @see <a href="https://arxiv.org/abs/1411.5279">Hesterberg, What Teachers Should Know about the Bootstrap, 2014: the expanded percentile
 *     interval</a>
 * @since 0.1.0
 */
public final class PairedMetric {

    private static final int RESAMPLES = 2_000;
    private static final int LONGEST_SEARCH = 20;

    private final String what;
    private final int size;
    private final Rows metric;
    private final long seed;

    private PairedMetric(String what, int size, Rows metric, long seed) {
        this.what = what;
        this.size = size;
        this.metric = metric;
        this.seed = seed;
    }

    /** Computes by how much the metric of the first is above that of the second. */
    @FunctionalInterface
    public interface Rows {

        /**
         * Return the difference on some rows, of which one may be there several times; NaN if they do not have what the metric needs.
         *
         * @param rows indices of rows
         * @param swapped for each of them whether what the first and the second say of it is to be exchanged
         */
        double difference(int[] rows, boolean[] swapped);
    }

    /**
     * Compare on all rows.
     *
     * @param what the metric in words, such as "ROC-AUC"
     * @param size the number of rows, at least 2
     * @param metric computes the difference on some of them
     * @throws IllegalArgumentException if there are fewer rows
     */
    public static PairedMetric of(String what, int size, Rows metric) {
        if (size < 2) {
            throw new IllegalArgumentException(
                    "A metric is compared on 2 rows or more, but there are %s.".formatted(size));
        }
        return new PairedMetric(what, size, metric, 1);
    }

    /** Return a copy that draws by this seed; 1 without. */
    public PairedMetric withSeed(long newSeed) {
        return new PairedMetric(what, size, metric, newSeed);
    }

    /**
     * Return by how much the metric of the first is above that of the second.
     *
     * @throws IllegalArgumentException if the rows, or most of the draws from them, do not have what the metric needs
     */
    public Difference difference() {
        double estimate = estimate();
        double[] resampled = resampled();
        return new Difference(
                "On %s the %s of the first is %s %s than that of the second"
                        .formatted(
                                Text.count(size, "rows"),
                                what,
                                Text.number(Math.abs(estimate)),
                                estimate < 0 ? "lower" : "higher"),
                Text::number,
                estimate,
                size,
                level -> interval(resampled, level),
                Interval.DEFAULT_CONFIDENCE,
                "about %s rows"::formatted,
                null);
    }

    /**
     * Return the probability with which two that are equally good differ as much as these or more, two-sided: of 1,999 exchanges of what
     * the two say of rows taken at random, and of none, the share that makes a difference as large.
     *
     * <p>The test is exact: with a probability of at most p it is p or less where what the two say may be exchanged.
     *
     * @throws IllegalArgumentException if the rows do not have what the metric needs
     */
    public double swapPValue() {
        SplittableRandom random = new SplittableRandom(seed);
        int[] all = IntStream.range(0, size).toArray();
        double found = Math.abs(estimate());
        int asLarge = 1;
        for (int i = 1; i < RESAMPLES; i++) {
            boolean[] swapped = new boolean[size];
            for (int row = 0; row < size; row++) {
                swapped[row] = random.nextBoolean();
            }
            // Sums in another order differ in their last digits.
            asLarge += Math.abs(metric.difference(all, swapped)) >= found - 1e-12 ? 1 : 0;
        }
        return (double) asLarge / RESAMPLES;
    }

    private double estimate() {
        double estimate = metric.difference(IntStream.range(0, size).toArray(), new boolean[size]);
        if (Double.isNaN(estimate)) {
            throw new IllegalArgumentException("The %s of %s is not defined, such as where one class is missing."
                    .formatted(what, Text.count(size, "rows")));
        }
        return estimate;
    }

    private double[] resampled() {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] none = new boolean[size];
        double[] differences = new double[RESAMPLES];
        int found = 0;
        for (int draw = 0; found < RESAMPLES; draw++) {
            if (draw == LONGEST_SEARCH * RESAMPLES) {
                throw new IllegalArgumentException(
                        "The %s is not defined for most draws from the %s: there are too few of one class."
                                .formatted(what, Text.count(size, "rows")));
            }
            int[] rows = new int[size];
            for (int i = 0; i < size; i++) {
                rows[i] = random.nextInt(size);
            }
            double difference = metric.difference(rows, none);
            if (!Double.isNaN(difference)) {
                differences[found++] = difference;
            }
        }
        Arrays.sort(differences);
        return differences;
    }

    private Interval interval(double[] resampled, double level) {
        double reach =
                Math.sqrt(size / (size - 1.0)) * TDistribution.of(size - 1.0).inverseSurvivalProbability(1 - level);
        double tail = NormalDistribution.of(0, 1).survivalProbability(reach);
        int cut = (int) Math.floor(tail * resampled.length);
        // Beyond the draws nothing is known.
        return cut == 0
                ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level)
                : new Interval(resampled[cut - 1], resampled[resampled.length - cut], level);
    }
}
