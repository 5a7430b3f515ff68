package io.mmp.test.verdict;

import java.util.Arrays;

/**
 * Measured values of one quantity in one unit.
 *
 * <p>The values must be independent: those of a service whose requests wait for one another are not, so collect them at a fixed rate.
 *
 * @since 0.1.0
 */
public final class Sample {

    private final String what;
    private final String unit;
    private final double[] sorted;

    private Sample(String what, String unit, double[] sorted) {
        this.what = what;
        this.unit = unit;
        this.sorted = sorted;
    }

    /**
     * Take these values.
     *
     * @param what what was measured, in the plural, such as "latencies"
     * @param unit their unit, such as "ms"; may be empty
     * @param values the values; infinite ones, such as of requests that were never answered, count as the largest or smallest
     * @throws IllegalArgumentException if one is NaN
     */
    public static Sample of(String what, String unit, double... values) {
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new IllegalArgumentException(
                        "Value %s of %s %s is NaN. Leave out what was not measured, and count it as an error."
                                .formatted(i, values.length, what));
            }
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Sample(what, unit, sorted);
    }

    /** Judge a quantile of what these values are a sample of, such as 0.95 for p95. */
    public Quantile quantile(double probability) {
        return new Quantile(this, probability, Interval.DEFAULT_CONFIDENCE);
    }

    /**
     * Judge the mean of what these values are a sample of.
     *
     * @throws IllegalArgumentException if one is infinite
     */
    public Mean mean() {
        return new Mean(this, Interval.DEFAULT_CONFIDENCE);
    }

    /**
     * Judge the mean of what these values are a sample of, where none can be outside these two, such as 0 and 1 for a score.
     *
     * @throws IllegalArgumentException if one is, or if the least value is not below the greatest
     */
    public BoundedMean meanBetween(double least, double greatest) {
        return new BoundedMean(this, least, greatest, Interval.DEFAULT_CONFIDENCE);
    }

    /** Compare with another sample: how much the values of this one are above those of the other. */
    public Comparison against(Sample other) {
        return new Comparison(this, other, Interval.DEFAULT_CONFIDENCE);
    }

    /** Return the number of values. */
    public int size() {
        return sorted.length;
    }

    /** Return the values, the smallest first. */
    public double[] values() {
        return sorted.clone();
    }

    String what() {
        return what;
    }

    String print(double value) {
        return unit.isEmpty() ? Text.number(value) : Text.number(value) + " " + unit;
    }

    /** Return the values, sorted; not to be changed. */
    double[] sorted() {
        return sorted;
    }

    double value(int rank) {
        return sorted[rank];
    }

    /** Return how many values are above this. */
    int above(double limit) {
        return sorted.length - atMost(limit);
    }

    /** Return how many values are at most this. */
    int atMost(double limit) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Return how many values are below this. */
    int below(double limit) {
        return atMost(Math.nextDown(limit));
    }

    /** Refuse what a judgement of means cannot use. */
    void requireFinite(String judgement) {
        if (sorted.length > 0 && (Double.isInfinite(sorted[0]) || Double.isInfinite(sorted[sorted.length - 1]))) {
            throw new IllegalArgumentException(
                    "%s of %s needs finite values, but some are infinite. Judge a quantile or the location shift."
                            .formatted(judgement, what));
        }
    }
}
