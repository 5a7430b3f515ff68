package io.mmp.test.training;

import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Metrics of scores against those of scikit-learn 1.9.1, and the comparison of two models. */
class BinaryScoresTests {

    private static final List<Boolean> ACTUAL =
            List.of(true, false, true, true, false, false, true, false, false, false, true, false);
    private static final double[] GIVEN = {.9, .1, .4, .8, .4, .3, .7, .55, .2, .05, .35, .7};
    private static final BinaryScores SCORES = BinaryScores.of(ACTUAL, GIVEN);

    /** By roc_auc_score, average_precision_score, log_loss and brier_score_loss. */
    private static final MetricBundle METRICS = MetricBundle.of("roc_auc", 0.8285714285714285)
            .with("average_precision", 0.7892857142857141)
            .with("log_loss", 0.4917558580743016)
            .with("brier", 0.168125)
            .with("recall", 0.6);

    @Test
    void metrics_that_follow_from_the_scores_pass() {
        assertThat(METRICS).areShares().isConsistentWith(SCORES);
        assertThat(BinaryScores.of(List.of(true, false, true), 1, 0, 0).logLoss())
                .isCloseTo(12.014551129705717, within(1e-12));
        assertThat(SCORES.at(0.5)).isEqualTo(ConfusionMatrix.of(3, 2, 2, 5));
    }

    @Test
    void metrics_that_do_not_are_named() {
        assertThatThrownBy(() -> assertThat(METRICS.with("roc_auc", 0.8).with("rmse", 0.1))
                        .isConsistentWith(SCORES))
                .hasMessage("""

                        Expecting the metrics to follow from the scores of 12 rows, but 2 of 6 fail:
                          roc_auc is 0.8, and would be 0.8285714285714286
                          rmse does not follow from scores: leave it out by usingAllMetricsExcept""");
    }

    @Test
    void an_auc_without_one_of_the_classes_is_not_defined() {
        BinaryScores negatives = BinaryScores.of(List.of(false, false), 0.1, 0.2);

        assertThat(negatives.rocAuc()).isNaN();
        assertThat(negatives.averagePrecision()).isNaN();
        assertThatThrownBy(() -> assertThat(MetricBundle.of("auc", 0.5)).isConsistentWith(negatives))
                .hasMessageContaining(
                        "auc is 0.5, and divides nothing by nothing: say what that is by usingZeroByZero");
        assertThat(MetricBundle.of("auc", Double.NaN))
                .usingZeroByZero(ZeroByZero.IS_NAN)
                .isConsistentWith(negatives);
    }

    @Test
    void both_zeros_are_one_score() {
        assertThat(BinaryScores.of(List.of(true, false), -0.0, 0.0).rocAuc()).isEqualTo(0.5);
    }

    @Test
    void scores_that_cannot_be_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryScores.of(List.of(true)))
                .withMessage("There are 1 label and 0 scores.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryScores.of(List.of(true, false), 0.1, Double.NaN))
                .withMessage("The score of row 2 is NaN.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryScores.of(List.of(true), 1.5).logLoss())
                .withMessage("The score of row 1 is no probability: 1.5.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreComparison.of(SCORES, BinaryScores.of(List.of(true), 0.5)))
                .withMessage(
                        "Two models are compared on the same rows, but they scored 12 and 1 whose labels are not as many.");
    }

    /** Draw what a model gives 400 rows: noise of this size around what is true. */
    private static BinaryScores model(double noise, long seed) {
        Random labels = new Random(1);
        Random random = new Random(seed);
        List<Boolean> actual = new ArrayList<>();
        double[] scores = new double[400];
        for (int i = 0; i < scores.length; i++) {
            actual.add(labels.nextDouble() < 0.3);
            double given = (actual.get(i) ? 0.65 : 0.35) + noise * random.nextGaussian();
            scores[i] = Math.min(1, Math.max(0, given));
        }
        return BinaryScores.of(actual, scores);
    }

    @Test
    void a_model_that_is_better_is_shown_to_be() {
        ScoreComparison comparison = ScoreComparison.of(model(0.15, 2), model(0.35, 3));

        assertThat(comparison.accuracyAt(0.5).difference().isAtLeast(0.02).conclusion())
                .isEqualTo(Conclusion.PASS);
        assertThat(comparison.rocAuc().difference().isAtLeast(0.02).conclusion())
                .isEqualTo(Conclusion.PASS);
        assertThat(comparison.averagePrecision().difference().isAtLeast(0).conclusion())
                .isEqualTo(Conclusion.PASS);
        assertThat(comparison.f1At(0.5).difference().isAtLeast(0).conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(comparison.rocAuc().swapPValue()).isLessThan(0.01);
        assertThat(comparison.accuracyAt(0.5).mcNemarPValue()).isLessThan(0.01);
    }

    @Test
    void of_two_that_are_equally_good_none_is() {
        ScoreComparison comparison = ScoreComparison.of(model(0.25, 4), model(0.25, 5));

        assertThat(comparison.accuracyAt(0.5).difference().isAtLeast(0).conclusion())
                .isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(comparison.rocAuc().difference().isAtLeast(0).conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(comparison.rocAuc().difference().isAtLeast(0.1).conclusion()).isEqualTo(Conclusion.FAIL);
        assertThat(comparison.rocAuc().swapPValue()).isGreaterThan(0.05);
    }
}
