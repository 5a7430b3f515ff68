package io.mmp.test.training;

import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class MetricBundleAssertTests {

    private static final ConfusionMatrix MATRIX = ConfusionMatrix.of(8, 2, 1, 89);

    /** Of scikit-learn 1.9.1, for TP 8, FP 2, FN 1, TN 89. */
    private static final MetricBundle METRICS = MetricBundle.of("accuracy", 0.97)
            .with("precision", 0.8)
            .with("recall", 0.8888888888888888)
            .with("f1-score", 0.8421052631578947)
            .with("Specificity", 0.978021978021978)
            .with("balanced_accuracy", 0.9334554334554335)
            .with("mcc", 0.8269802600806244)
            .with("npv", 0.9888888888888889)
            .with("fpr", 0.02197802197802198)
            .with("fnr", 0.1111111111111111);

    @Test
    void metrics_that_follow_from_the_counts_pass() {
        assertThat(METRICS).areShares().isConsistentWith(MATRIX);
        assertThat(MetricBundle.of("recall", 0.8889)).usingTolerance(0.00005).isConsistentWith(MATRIX);
        assertThat(METRICS.with("log_loss", 1.7))
                .usingAllMetricsExcept("log_loss")
                .areShares()
                .isConsistentWith(MATRIX);
        Assertions.assertThat(
                        ConfusionMatrix.of("fraud", List.of("fraud", "ok", "ok"), List.of("fraud", "fraud", "odd")))
                .isEqualTo(ConfusionMatrix.of(1, 1, 0, 1))
                .hasSameHashCodeAs(ConfusionMatrix.of(1, 1, 0, 1));
    }

    @Test
    void metrics_that_do_not_are_named() {
        assertThatThrownBy(() -> assertThat(METRICS.with("recall", 0.8)
                                .with("f1-score", Double.NaN)
                                .with("auc", 0.9))
                        .as("nightly")
                        .isConsistentWith(MATRIX))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        [nightly]\s
                        Expecting the metrics to follow from TP 8, FP 2, FN 1, TN 89, but 3 of 11 fail:
                          recall is 0.8, and would be 0.8888888888888888
                          f1-score is NaN, and would be 0.8421052631578947
                          auc does not follow from a confusion matrix: leave it out by usingAllMetricsExcept""");
    }

    @Test
    void shares_are_from_0_to_1_both_included() {
        assertThat(MetricBundle.of("precision", 0).with("recall", 1)).areShares();
        MetricBundle odd = MetricBundle.of(new TreeMap<>(
                Map.of("a", -0.1, "b", Math.nextUp(1.0), "c", Double.NaN, "d", Double.POSITIVE_INFINITY, "e", 0.5)));
        assertThatThrownBy(() -> assertThat(odd).areShares()).hasMessage("""

                        Expecting the metrics to be from 0 to 1, but 4 of 5 fail:
                          a is -0.1
                          b is 1.0000000000000002
                          c is NaN
                          d is Infinity""");
    }

    @Test
    void nothing_divided_by_nothing_must_be_ruled() {
        ConfusionMatrix neverYes = ConfusionMatrix.of(0, 0, 10, 90);
        MetricBundle zero = MetricBundle.of("precision", 0);

        assertThatThrownBy(() -> assertThat(zero).isConsistentWith(neverYes)).hasMessage("""

                        Expecting the metrics to follow from TP 0, FP 0, FN 10, TN 90, but 1 of 1 fail:
                          precision is 0.0, and divides nothing by nothing: say what that is by usingZeroByZero""");
        assertThat(zero).usingZeroByZero(ZeroByZero.IS_ZERO).isConsistentWith(neverYes);
        assertThat(MetricBundle.of("precision", 1))
                .usingZeroByZero(ZeroByZero.IS_ONE)
                .isConsistentWith(neverYes);
        assertThat(MetricBundle.of("precision", Double.NaN))
                .usingZeroByZero(ZeroByZero.IS_NAN)
                .isConsistentWith(neverYes);
        assertThatThrownBy(() ->
                        assertThat(zero).usingZeroByZero(ZeroByZero.IS_ONE).isConsistentWith(neverYes))
                .hasMessageEndingWith("\n  precision is 0.0, and would be 1.0");
        assertThatThrownBy(() ->
                        assertThat(zero).usingZeroByZero(ZeroByZero.IS_NAN).isConsistentWith(neverYes))
                .hasMessageEndingWith("\n  precision is 0.0, and would be NaN");
    }

    @Test
    void what_judges_nothing_is_refused() {
        assertThatThrownBy(() -> assertThat(MetricBundle.of(Map.of())).areShares())
                .hasMessage("\nExpecting metrics to judge, but there are none");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(MetricBundle.of("f1", 1)).usingAllMetricsExcept("loss"))
                .withMessage("There is no metric 'loss'; there are f1.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(METRICS).usingTolerance(Double.NaN))
                .withMessage("The tolerance of a metric is from 0 to below 1, but this is NaN.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ConfusionMatrix.of(0, 0, 0, 0))
                .withMessage("A confusion matrix of no predictions says nothing.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ConfusionMatrix.of(1, -1, 0, 0))
                .withMessage("The counts of a confusion matrix are not negative, but are TP 1, FP -1, FN 0, TN 0.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ConfusionMatrix.of(1, List.of(1, 0), List.of(1)))
                .withMessage("There are 2 labels and 1 prediction.");
    }

    @Test
    void a_gate_lets_its_limit_pass() {
        Gate gate = Gate.atLeast("auc", 0.90).andAtMost("loss", 0.3);

        assertThat(MetricBundle.of("auc", 0.90).with("loss", 0.3)).passes(gate);
        assertThat(MetricBundle.of("auc", Math.nextDown(0.90)).with("loss", 0.3))
                .isStoppedBy(gate);
        Assertions.assertThat(gate.isPassedBy(Map.of("auc", 0.95, "loss", 0.1))).isTrue();
        Assertions.assertThat(gate).hasToString("auc at least 0.9, loss at most 0.3");
        assertThatThrownBy(() -> assertThat(MetricBundle.of("auc", 0.89).with("loss", Double.NaN))
                        .passes(gate))
                .hasMessage("""

                        Expecting {auc=0.89, loss=NaN} to pass the gate, but:
                          auc is 0.89, and must be at least 0.9
                          loss is NaN, and must be at most 0.3""");
        assertThatThrownBy(() -> assertThat(MetricBundle.of("auc", 0.90).with("loss", 0.3))
                        .isStoppedBy(gate))
                .hasMessage(
                        "\nExpecting {auc=0.9, loss=0.3} to be stopped by the gate, but they pass: auc at least 0.9, loss at most 0.3");
    }

    @Test
    void a_gate_tells_a_limit_that_is_missed_by_rounding_and_a_metric_that_is_missing() {
        assertThatThrownBy(() -> assertThat(MetricBundle.of("auc", 0.1 + 0.7)).passes(Gate.atLeast("auc", 0.8)))
                .hasMessageEndingWith(
                        "\n  auc is 0.7999999999999999, and must be at least 0.8, which it misses by rounding alone: round it before the gate");
        assertThatThrownBy(() -> assertThat(MetricBundle.of("auc", 1)).passes(Gate.atLeast("roc", 0.8)))
                .hasMessageEndingWith("\n  there is no metric 'roc', which must be at least 0.8; there are auc");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(MetricBundle.of("auc", 1)).isStoppedBy(Gate.atLeast("roc", 0.8)))
                .withMessage("There is no metric 'roc'; there are auc.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Gate.atLeast("auc", Double.NaN))
                .withMessage("The limit of 'auc' must be a number, but is NaN.");
    }

    @Test
    void they_are_assertions_as_those_of_assertj() {
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(MetricBundleAssert.class, MetricBundle.class, MetricBundle.of("auc", 2))
                .areShares()
                .passes(Gate.atMost("auc", 1));

        Assertions.assertThat(softly.assertionErrorsCollected()).hasSize(2);
        Assertions.assertThat(METRICS).areShares();
        Assertions.assertThat((Object) METRICS)
                .asInstanceOf(MetricBundleAssert.METRIC_BUNDLE)
                .areShares();
    }
}
