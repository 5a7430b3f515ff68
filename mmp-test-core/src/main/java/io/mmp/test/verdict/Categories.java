package io.mmp.test.verdict;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.GTest;

/**
 * How often each category occurred, to be compared with expected shares or with another count.
 *
 * <p>The difference is the total variation distance: the share that would have to move from some categories to others, from 0 to 1. Its
 * interval holds for any number of values, by the inequality of Weissman and others; the tests are for detecting that there is a
 * difference at all.
 *
 * @see <a href="https://www.hpl.hp.com/techreports/2003/HPL-2003-97R1.html">Weissman et al., Inequalities for the L1 deviation, 2003</a>
 * @since 0.1.0
 */
public final class Categories {

    private final String what;
    private final Map<String, Long> counts;
    private final long total;

    private Categories(String what, Map<String, Long> counts) {
        this.what = what;
        this.counts = counts;
        this.total = counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Take these counts.
     *
     * @param what what was counted, in the plural, such as "transactions"
     * @param counts how often each category occurred
     * @throws IllegalArgumentException if a count is negative, or all are 0
     */
    public static Categories of(String what, Map<String, Long> counts) {
        counts.forEach((category, count) -> {
            if (count < 0) {
                throw new IllegalArgumentException(
                        "Category '%s' of the %s cannot occur %s times.".formatted(category, what, count));
            }
        });
        Categories categories = new Categories(what, new LinkedHashMap<>(counts));
        if (categories.total == 0) {
            throw new IllegalArgumentException("There are no %s to compare: all counts are 0.".formatted(what));
        }
        return categories;
    }

    /**
     * Compare with expected shares.
     *
     * @param shares the share of each category; they must add up to 1, and a category that is missing here has none
     */
    public Difference against(Map<String, Double> shares) {
        requireShares(shares);
        Set<String> all = union(counts.keySet(), shares.keySet());
        double distance = all.stream()
                        .mapToDouble(category -> Math.abs(share(category) - shares.getOrDefault(category, 0.0)))
                        .sum()
                / 2;
        return difference(
                "the expected shares", distance, total, all.size(), level -> reach(all.size(), total, 1 - level));
    }

    /** Compare with other counts; each has half of the error. */
    public Difference against(Categories other) {
        Set<String> all = union(counts.keySet(), other.counts.keySet());
        double distance = all.stream()
                        .mapToDouble(category -> Math.abs(share(category) - other.share(category)))
                        .sum()
                / 2;
        return difference(
                "%s %s".formatted(other.total, other.what),
                distance,
                total + other.total,
                all.size(),
                level -> reach(all.size(), total, (1 - level) / 2) + reach(all.size(), other.total, (1 - level) / 2));
    }

    private Difference difference(String from, double distance, long size, int categories, DoubleUnaryOperator reach) {
        return new Difference(
                "The shares of %s %s in %s categories are %s away from %s"
                        .formatted(total, what, categories, Text.percent(distance), from),
                Text::percent,
                distance,
                size,
                level -> {
                    double off = reach.applyAsDouble(level);
                    return new Interval(Math.max(0, distance - off), Math.min(1, distance + off), level);
                },
                Interval.DEFAULT_CONFIDENCE);
    }

    /** Return how far the shares that were found are from the true ones at most, but for this error. */
    private static double reach(int categories, long total, double error) {
        // ln(2^k - 2), which is larger than a double for many categories
        double subsets = categories > 50 ? categories * Math.log(2) : Math.log(Math.pow(2, categories) - 2);
        return categories < 2 ? 0 : Math.sqrt((subsets - Math.log(error)) / (2.0 * total));
    }

    /** Return the probability with which counts of these shares are as far off as these or further, by Pearson's chi-square test. */
    public double chiSquarePValue(Map<String, Double> shares) {
        requireShares(shares);
        return hasImpossible(shares)
                ? 0
                : ChiSquareTest.withDefaults()
                        .test(expected(shares), observed(shares))
                        .getPValue();
    }

    /** Return the same by the likelihood ratio, the G test. */
    public double gPValue(Map<String, Double> shares) {
        requireShares(shares);
        return hasImpossible(shares)
                ? 0
                : GTest.withDefaults().test(expected(shares), observed(shares)).getPValue();
    }

    /** Return the probability with which two counts of one distribution are as far apart as these or further, by the chi-square test. */
    public double chiSquarePValue(Categories other) {
        Set<String> all = union(counts.keySet(), other.counts.keySet());
        all.removeIf(category -> count(category) + other.count(category) == 0);
        return all.size() < 2
                ? 1
                : ChiSquareTest.withDefaults()
                        .test(all.stream()
                                .map(category -> new long[] {count(category), other.count(category)})
                                .toArray(long[][]::new))
                        .getPValue();
    }

    /** Tell whether something occurred that the shares say never does. */
    private boolean hasImpossible(Map<String, Double> shares) {
        return counts.entrySet().stream()
                .anyMatch(entry -> entry.getValue() > 0 && shares.getOrDefault(entry.getKey(), 0.0) == 0);
    }

    private static double[] expected(Map<String, Double> shares) {
        return shares.values().stream()
                .mapToDouble(Double::doubleValue)
                .filter(share -> share > 0)
                .toArray();
    }

    private long[] observed(Map<String, Double> shares) {
        return shares.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .mapToLong(entry -> count(entry.getKey()))
                .toArray();
    }

    private static void requireShares(Map<String, Double> shares) {
        double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        boolean valid = shares.values().stream().allMatch(share -> share >= 0 && share <= 1);
        if (!valid || Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException(
                    "Expected shares must be from 0 to 1 and add up to 1, but are %s.".formatted(shares));
        }
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return all;
    }

    private long count(String category) {
        return counts.getOrDefault(category, 0L);
    }

    private double share(String category) {
        return (double) count(category) / total;
    }
}
