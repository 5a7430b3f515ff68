package io.mmp.test.drift;

import io.mmp.test.verdict.Comparison;
import io.mmp.test.verdict.Sample;

/** Numbers that are here. */
final class LocalNumbers implements SortedNumbers {

    private final Sample sample;
    private final double[] sorted;

    LocalNumbers(Sample sample) {
        this.sample = sample;
        this.sorted = sample.values();
    }

    @Override
    public int size() {
        return sorted.length;
    }

    @Override
    public double[] quantiles(int parts) {
        double[] quantiles = new double[parts - 1];
        for (int i = 1; i < parts; i++) {
            quantiles[i - 1] = sorted[rank(i, parts, sorted.length) - 1];
        }
        return quantiles;
    }

    /** Return the rank of a quantile, from 1. */
    static int rank(int part, int parts, int size) {
        return (int) Math.ceil((double) part * size / parts);
    }

    @Override
    public int[] atMost(double[] limits) {
        int[] counts = new int[limits.length];
        for (int i = 0; i < limits.length; i++) {
            counts[i] = firstAbove(limits[i]);
        }
        return counts;
    }

    private int firstAbove(double limit) {
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

    @Override
    public Sample sample() {
        return sample;
    }

    @Override
    public Comparison against(SortedNumbers reference) {
        return sample.against(reference.sample());
    }
}
