package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.List;
import java.util.Objects;

/**
 * How often a classifier said yes and no, and was right and wrong.
 *
 * @since 0.1.0
 */
public final class ConfusionMatrix {

    private final long truePositives;
    private final long falsePositives;
    private final long falseNegatives;
    private final long trueNegatives;

    private ConfusionMatrix(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
        this.truePositives = truePositives;
        this.falsePositives = falsePositives;
        this.falseNegatives = falseNegatives;
        this.trueNegatives = trueNegatives;
        if (truePositives < 0 || falsePositives < 0 || falseNegatives < 0 || trueNegatives < 0) {
            throw new IllegalArgumentException(
                    "The counts of a confusion matrix are not negative, but are %s.".formatted(this));
        }
        if (total() == 0) {
            throw new IllegalArgumentException("A confusion matrix of no predictions says nothing.");
        }
    }

    /**
     * Take the four counts.
     *
     * @throws IllegalArgumentException if one is negative, or all are 0
     */
    public static ConfusionMatrix of(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
        return new ConfusionMatrix(truePositives, falsePositives, falseNegatives, trueNegatives);
    }

    /**
     * Count predictions.
     *
     * @param positive the label that is the positive one, such as "fraud"; every other is negative
     * @param actual what is true, row by row
     * @param predicted what the model said, as many
     */
    public static <L> ConfusionMatrix of(L positive, List<? extends L> actual, List<? extends L> predicted) {
        if (actual.size() != predicted.size()) {
            throw new IllegalArgumentException("There are %s and %s."
                    .formatted(Words.count(actual.size(), "label"), Words.count(predicted.size(), "prediction")));
        }
        long[] counts = new long[4];
        for (int i = 0; i < actual.size(); i++) {
            boolean is = Objects.equals(actual.get(i), positive);
            boolean says = Objects.equals(predicted.get(i), positive);
            counts[is ? says ? 0 : 2 : says ? 1 : 3]++;
        }
        return of(counts[0], counts[1], counts[2], counts[3]);
    }

    /** Return how often it rightly said yes. */
    public long truePositives() {
        return truePositives;
    }

    /** Return how often it wrongly said yes. */
    public long falsePositives() {
        return falsePositives;
    }

    /** Return how often it wrongly said no. */
    public long falseNegatives() {
        return falseNegatives;
    }

    /** Return how often it rightly said no. */
    public long trueNegatives() {
        return trueNegatives;
    }

    /** Return the number of predictions. */
    public long total() {
        return Math.addExact(
                Math.addExact(truePositives, falsePositives), Math.addExact(falseNegatives, trueNegatives));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix matrix
                && truePositives == matrix.truePositives
                && falsePositives == matrix.falsePositives
                && falseNegatives == matrix.falseNegatives
                && trueNegatives == matrix.trueNegatives;
    }

    @Override
    public int hashCode() {
        return Objects.hash(truePositives, falsePositives, falseNegatives, trueNegatives);
    }

    /** Return the counts, such as "TP 8, FP 2, FN 1, TN 89". */
    @Override
    public String toString() {
        return "TP %s, FP %s, FN %s, TN %s".formatted(truePositives, falsePositives, falseNegatives, trueNegatives);
    }
}
