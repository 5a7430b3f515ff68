package io.mmp.test.training;

import io.mmp.test.verdict.PairedMetric;
import io.mmp.test.verdict.PairedProportions;
import java.util.function.ToDoubleFunction;

/**
 * Two models that scored the same rows: by how much is the first better?
 *
 * <p>That one number is above the other says little: on 200 rows an accuracy of 0.91 is above one of 0.90 about every other time that two
 * equal models are compared. Each difference here has an interval, and a claim about it says when the rows are too few.
 *
 * <pre>{@code
 * ScoreComparison.of(candidate, champion).rocAuc().difference().isAtLeast(0.01).orFail();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ScoreComparison {

    private final BinaryScores first;
    private final BinaryScores second;

    private ScoreComparison(BinaryScores first, BinaryScores second) {
        this.first = first;
        this.second = second;
    }

    /**
     * Compare two models.
     *
     * @throws IllegalArgumentException if they did not score the same rows: their labels differ
     */
    public static ScoreComparison of(BinaryScores first, BinaryScores second) {
        if (!first.hasLabelsOf(second)) {
            throw new IllegalArgumentException(
                    "Two models are compared on the same rows, but they scored %s and %s whose labels are %s."
                            .formatted(
                                    first.size(),
                                    second.size(),
                                    first.size() == second.size() ? "others, or in another order" : "not as many"));
        }
        return new ScoreComparison(first, second);
    }

    /** Compare how often each is right if what has this score or more is called positive: exactly, for any number of rows. */
    public PairedProportions accuracyAt(double threshold) {
        return PairedProportions.of("right answers", "rows", first.rightAt(threshold), second.rightAt(threshold));
    }

    /** Compare the areas under the ROC curves. */
    public PairedMetric rocAuc() {
        return by("ROC-AUC", BinaryScores::rocAuc);
    }

    /** Compare the average precisions. */
    public PairedMetric averagePrecision() {
        return by("average precision", BinaryScores::averagePrecision);
    }

    /** Compare F1 if what has this score or more is called positive. */
    public PairedMetric f1At(double threshold) {
        return by("F1", scores -> ConfusionMetric.F1.of(scores.at(threshold), ZeroByZero.IS_NAN));
    }

    /**
     * Compare by a metric of the user's.
     *
     * @param name the metric in words
     * @param metric computes it; NaN where the rows do not have what it needs
     */
    public PairedMetric by(String name, ToDoubleFunction<BinaryScores> metric) {
        return PairedMetric.of(
                name,
                first.size(),
                (rows, swapped) -> metric.applyAsDouble(first.rows(rows, swapped, second))
                        - metric.applyAsDouble(second.rows(rows, swapped, first)));
    }
}
