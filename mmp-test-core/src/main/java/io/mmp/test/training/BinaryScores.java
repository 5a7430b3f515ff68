package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a classifier of two classes gave each row, beside what is true: what follows from ranks and probabilities.
 *
 * <pre>{@code
 * assertThat(metrics).isConsistentWith(BinaryScores.of(labels, probabilities));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class BinaryScores {

    private static final double EPSILON = Math.ulp(1.0);

    private final boolean[] actual;
    private final double[] scores;

    private BinaryScores(boolean[] actual, double[] scores) {
        this.actual = actual;
        this.scores = scores;
    }

    /**
     * Take scores, the higher the more likely positive.
     *
     * @param actual whether it is positive, row by row
     * @param scores what the model gave, as many
     * @throws IllegalArgumentException if there are none, not as many of one as of the other, or one is NaN
     */
    public static BinaryScores of(List<Boolean> actual, double... scores) {
        if (actual.size() != scores.length || scores.length == 0) {
            throw new IllegalArgumentException("There are %s and %s."
                    .formatted(Words.count(actual.size(), "label"), Words.count(scores.length, "score")));
        }
        boolean[] labels = new boolean[scores.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = actual.get(i);
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("The score of row %s is NaN.".formatted(i + 1));
            }
        }
        return new BinaryScores(labels, scores.clone());
    }

    /** Return the number of rows. */
    public int size() {
        return scores.length;
    }

    /** Return the labels. */
    public List<Boolean> actual() {
        List<Boolean> labels = new ArrayList<>();
        for (boolean label : actual) {
            labels.add(label);
        }
        return labels;
    }

    /** Return the counts if what has this score or more is called positive. */
    public ConfusionMatrix at(double threshold) {
        return ConfusionMatrix.of(true, actual(), said(threshold));
    }

    private List<Boolean> said(double threshold) {
        return Arrays.stream(scores).mapToObj(score -> score >= threshold).toList();
    }

    /** Return for each row whether the model is right if what has this score or more is called positive. */
    List<Boolean> rightAt(double threshold) {
        return IntStream.range(0, actual.length)
                .mapToObj(i -> scores[i] >= threshold == actual[i])
                .toList();
    }

    /**
     * Return the area under the ROC curve: the chance that a positive has a higher score than a negative, of equal ones half; NaN if one
     * class is missing.
     */
    public double rocAuc() {
        double wins = 0;
        double positives = 0;
        double negatives = 0;
        for (Tie tie : ties()) {
            wins += tie.positives() * (negatives + tie.negatives() / 2.0);
            positives += tie.positives();
            negatives += tie.negatives();
        }
        return wins / (positives * negatives);
    }

    /**
     * Return the average precision, which is the area under the curve of precision over recall by steps: the trapezoidal rule is too
     * optimistic. NaN if there is no positive.
     */
    public double averagePrecision() {
        List<Tie> ties = ties();
        double found = 0;
        double called = 0;
        double sum = 0;
        for (int i = ties.size() - 1; i >= 0; i--) {
            found += ties.get(i).positives();
            called += ties.get(i).positives() + ties.get(i).negatives();
            sum += ties.get(i).positives() * found / called;
        }
        return sum / found;
    }

    /**
     * Return the mean of the negative logarithm of the probability that was given to what is true; probabilities are kept 2.2e-16 away
     * from 0 and 1.
     *
     * @throws IllegalArgumentException if a score is no probability
     */
    public double logLoss() {
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            double given = Math.min(Math.max(probability(i), EPSILON), 1 - EPSILON);
            loss -= Math.log(actual[i] ? given : 1 - given);
        }
        return loss / scores.length;
    }

    /**
     * Return the mean squared distance of the probability from what is true.
     *
     * @throws IllegalArgumentException if a score is no probability
     */
    public double brier() {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            double off = probability(i) - (actual[i] ? 1 : 0);
            sum += off * off;
        }
        return sum / scores.length;
    }

    private double probability(int row) {
        if (scores[row] < 0 || scores[row] > 1) {
            throw new IllegalArgumentException(
                    "The score of row %s is no probability: %s.".formatted(row + 1, scores[row]));
        }
        return scores[row];
    }

    /** Take some rows, of which one may be there several times; a row that is swapped has the score of the other. */
    BinaryScores rows(int[] rows, boolean[] swapped, BinaryScores other) {
        boolean[] labels = new boolean[rows.length];
        double[] some = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = actual[rows[i]];
            some[i] = swapped[i] ? other.scores[rows[i]] : scores[rows[i]];
        }
        return new BinaryScores(labels, some);
    }

    boolean hasLabelsOf(BinaryScores other) {
        return Arrays.equals(actual, other.actual);
    }

    /**
     * Rows of one score.
     *
     * @param positives how many of them are positive
     * @param negatives how many are not
     */
    private record Tie(long positives, long negatives) {}

    /** Return how many of each class have a score, the lowest first. */
    private List<Tie> ties() {
        Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        // 0.0 and -0.0 are one score.
        Arrays.sort(order, (a, b) -> scores[a] == scores[b] ? 0 : Double.compare(scores[a], scores[b]));
        List<Tie> ties = new ArrayList<>();
        for (int i = 0; i < order.length; ) {
            long positives = 0;
            int start = i;
            while (i < order.length && scores[order[i]] == scores[order[start]]) {
                positives += actual[order[i++]] ? 1 : 0;
            }
            ties.add(new Tie(positives, i - start - positives));
        }
        return ties;
    }
}
