package io.mmp.test.drift;

import java.util.Arrays;

/** A statistic as it was drawn without drift, sorted. */
final class Drawn {

    private final double[] sorted;

    private Drawn(double[] sorted) {
        this.sorted = sorted;
    }

    /** Return how many draws make p-values as fine as this level needs, within these bounds. */
    static int draws(double level, int least, int most) {
        return (int) Math.min(most, Math.max(least, Math.ceil(10 / level) - 1));
    }

    /** Return the probability of one of all ways to part n + m values in n and m. */
    static double oneOrder(int n, int m) {
        double logarithm = 0;
        for (int i = 1; i <= Math.min(n, m) && logarithm > -745; i++) {
            logarithm += Math.log(i) - Math.log((double) Math.max(n, m) + i);
        }
        return Math.exp(logarithm);
    }

    static Drawn of(double[] statistics) {
        double[] sorted = statistics.clone();
        Arrays.sort(sorted);
        return new Drawn(sorted);
    }

    double pValue(double statistic) {
        // Sums of one set of distances differ in their last bits.
        double least = statistic * (1 - 1e-12);
        long asLarge = Arrays.stream(sorted).filter(each -> each >= least).count();
        return (1.0 + asLarge) / (1.0 + sorted.length);
    }

    double leastPValue(int n, int m) {
        return Math.max(1.0 / (1.0 + sorted.length), oneOrder(n, m));
    }

    /** Return the least statistic drawn whose p-value is at most the level; NaN if the draws are too few. */
    double critical(double level) {
        int allowed = (int) Math.floor(level * (sorted.length + 1.0) + 1e-9) - 1;
        return allowed < 0 ? Double.NaN : Math.nextUp(sorted[sorted.length - 1 - allowed]);
    }
}
