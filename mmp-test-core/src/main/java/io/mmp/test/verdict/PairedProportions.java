package io.mmp.test.verdict;

import java.util.List;

/**
 * Two shares that were counted on the same things, such as how often each of two models is right on the same rows.
 *
 * <p>Only what they differ on tells which is better, so that this needs far fewer rows than two models on rows of their own. The interval
 * of the difference is that of Clopper and Pearson for the share of the differing rows that speak for the first, and for the share of
 * rows on which they differ at all; the latter takes a tenth of the error. So it holds for any number of rows, and a claim that the
 * difference is at least 0 is McNemar's exact test with nine tenths of the error.
 *
 * <pre>{@code
 * PairedProportions.of("right answers", "rows", newIsRight, oldIsRight).difference().isAtLeast(0.01).orFail();
 * }</pre>
 *
 * <p>A value.
 *
 * @see <a href="https://doi.org/10.1007/BF02295996">McNemar, Note on the sampling error of the difference between correlated proportions,
 *     1947</a>
 * @since 0.1.0
 */
public final class PairedProportions {

    private static final double FOR_THE_SHARE_THAT_DIFFERS = 0.1;

    private final String successes;
    private final String trials;
    private final long size;
    private final long onlyFirst;
    private final long onlySecond;

    private PairedProportions(String successes, String trials, long size, long onlyFirst, long onlySecond) {
        this.successes = successes;
        this.trials = trials;
        this.size = size;
        this.onlyFirst = onlyFirst;
        this.onlySecond = onlySecond;
    }

    /**
     * Take counts.
     *
     * @param successes what was counted, in the plural, such as "right answers"
     * @param trials of what, in the plural, such as "rows"
     * @param size the number of trials, in which both took part
     * @param onlyFirst in how many the first alone succeeded
     * @param onlySecond in how many the second alone succeeded
     * @throws IllegalArgumentException if a count is negative, or there are fewer trials than those two together
     */
    public static PairedProportions of(String successes, String trials, long size, long onlyFirst, long onlySecond) {
        if (onlyFirst < 0 || onlySecond < 0 || size < 1 || size - onlyFirst < onlySecond) {
            throw new IllegalArgumentException("Of %s %s the first alone cannot have %s %s and the second alone %s."
                    .formatted(size, trials, onlyFirst, successes, onlySecond));
        }
        return new PairedProportions(successes, trials, size, onlyFirst, onlySecond);
    }

    /**
     * Count outcomes, a pair for each trial.
     *
     * @param successes what is counted, in the plural, such as "right answers"
     * @param trials of what, in the plural, such as "rows"
     * @param first whether the first succeeded, trial by trial
     * @param second the same of the second, as many
     */
    public static PairedProportions of(String successes, String trials, List<Boolean> first, List<Boolean> second) {
        if (first.size() != second.size() || first.isEmpty()) {
            throw new IllegalArgumentException("Both must have an outcome for each of the %s, but have %s and %s."
                    .formatted(trials, first.size(), second.size()));
        }
        long onlyFirst = 0;
        long onlySecond = 0;
        for (int i = 0; i < first.size(); i++) {
            onlyFirst += first.get(i) && !second.get(i) ? 1 : 0;
            onlySecond += second.get(i) && !first.get(i) ? 1 : 0;
        }
        return of(successes, trials, first.size(), onlyFirst, onlySecond);
    }

    /** Return by how much the share of the first is above that of the second. */
    public Difference difference() {
        double estimate = (double) (onlyFirst - onlySecond) / size;
        return new Difference(
                "Of %s %s speak for the first and %s for the second: its share of %s is %s %s"
                        .formatted(
                                Text.count(size, trials),
                                onlyFirst,
                                onlySecond,
                                successes,
                                Text.percent(Math.abs(estimate)),
                                estimate < 0 ? "lower" : "higher"),
                Text::percent,
                estimate,
                size,
                this::interval,
                Interval.DEFAULT_CONFIDENCE,
                more -> "about %s %s".formatted(more, trials),
                (more, level) -> grown((double) more / size).interval(level));
    }

    /**
     * Return the probability with which two that are equally good differ as much as these or more, by McNemar's test in its exact form:
     * two-sided, and 1 if they differ nowhere.
     */
    public double mcNemarPValue() {
        return Math.min(1, 2 * Binomial.atMost(Math.min(onlyFirst, onlySecond), onlyFirst + onlySecond, 0.5));
    }

    private PairedProportions grown(double factor) {
        long first = Math.round(onlyFirst * factor);
        long second = Math.round(onlySecond * factor);
        return of(successes, trials, Math.max(first + second, Math.round(size * factor)), first, second);
    }

    private Interval interval(double level) {
        long differing = onlyFirst + onlySecond;
        double error = 1 - level;
        double rare = FOR_THE_SHARE_THAT_DIFFERS * error;
        double least = ClopperPearson.lower(differing, size, rare);
        double most = ClopperPearson.upper(differing, size, rare);
        double lower = differing == 0 ? -1 : 2 * ClopperPearson.lower(onlyFirst, differing, error - rare) - 1;
        double upper = differing == 0 ? 1 : 2 * ClopperPearson.upper(onlyFirst, differing, error - rare) - 1;
        return new Interval(lower * (lower < 0 ? most : least), upper * (upper > 0 ? most : least), level);
    }
}
