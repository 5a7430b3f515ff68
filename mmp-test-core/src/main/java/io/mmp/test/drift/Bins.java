package io.mmp.test.drift;

import io.mmp.test.verdict.Text;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Shares of the reference and of current values in bins whose edges are quantiles of the reference.
 * A value at an edge is in the bin below it.
 */
final class Bins {

    private final double[] edges;
    private final long[] reference;
    private final long[] current;
    private final double n;
    private final double m;

    private Bins(double[] edges, long[] reference, long[] current) {
        this.edges = edges;
        this.reference = reference;
        this.current = current;
        this.n = Arrays.stream(reference).sum();
        this.m = Arrays.stream(current).sum();
    }

    /** Take counts of categories. */
    static Bins ofCategories(long[] reference, long[] current) {
        return new Bins(new double[0], reference, current);
    }

    /** Make so many bins; fewer where the reference has ties. A value that is more than a bin has one of its own. */
    static Bins of(SortedNumbers reference, SortedNumbers current, int wanted) {
        double[] quantiles = reference.quantiles(wanted);
        double[] edges = IntStream.range(0, quantiles.length)
                .mapToDouble(
                        i -> i > 0 && quantiles[i] == quantiles[i - 1] ? Math.nextDown(quantiles[i]) : quantiles[i])
                .sorted()
                .distinct()
                .toArray();
        return new Bins(edges, count(reference, edges), count(current, edges));
    }

    private static long[] count(SortedNumbers numbers, double[] edges) {
        long[] counts = new long[edges.length + 1];
        int[] atMost = numbers.atMost(edges);
        int from = 0;
        for (int bin = 0; bin < edges.length; bin++) {
            counts[bin] = (long) atMost[bin] - from;
            from = atMost[bin];
        }
        counts[edges.length] = (long) numbers.size() - from;
        return counts;
    }

    /** Return how many bins hold a value at all. */
    int used() {
        return (int) IntStream.range(0, reference.length)
                .filter(bin -> reference[bin] + current[bin] > 0)
                .count();
    }

    /** Return the population stability index; an empty bin counts as half a value, since of none it would be infinite. */
    double psi() {
        double sum = 0;
        for (int bin = 0; bin < reference.length; bin++) {
            if (reference[bin] + current[bin] > 0) {
                double before = Math.max(0.5, (double) reference[bin]) / n;
                double now = Math.max(0.5, (double) current[bin]) / m;
                sum += (now - before) * Math.log(now / before);
            }
        }
        return sum;
    }

    /** Return the distance of Jensen and Shannon, the root of their divergence in nats. */
    double jensenShannon() {
        double sum = 0;
        for (int bin = 0; bin < reference.length; bin++) {
            double before = (double) reference[bin] / n;
            double now = (double) current[bin] / m;
            double middle = (before + now) / 2;
            sum += term(before, middle) + term(now, middle);
        }
        return Math.sqrt(Math.max(0, sum / 2));
    }

    private static double term(double share, double middle) {
        return share == 0 ? 0 : share * Math.log(share / middle);
    }

    /** Return one by what a statistic that is nearly of chi-square must be multiplied with. */
    double scale() {
        return 1 / n + 1 / m;
    }

    ChiSquaredDistribution chiSquare() {
        return ChiSquaredDistribution.of(used() - 1.0);
    }

    /** Return the edges, for a message. */
    String printed() {
        return "%s bins with edges [%s]"
                .formatted(
                        reference.length,
                        IntStream.range(0, edges.length).mapToObj(this::edge).collect(Collectors.joining(", ")));
    }

    private String edge(int index) {
        boolean isBelowNext = index + 1 < edges.length && Math.nextUp(edges[index]) == edges[index + 1];
        return isBelowNext ? "<" + Text.number(edges[index + 1]) : Text.number(edges[index]);
    }
}
