package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the metrics of one evaluation.
 *
 * @since 0.1.0
 */
public class MetricBundleAssert extends AbstractAssert<MetricBundleAssert, MetricBundle> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<MetricBundle, MetricBundleAssert> METRIC_BUNDLE =
            new InstanceOfAssertFactory<>(MetricBundle.class, MetricBundleAssert::new);

    private static final double ROUNDING = 1e-12;

    private final Set<String> ignored = new LinkedHashSet<>();
    private ZeroByZero zeroByZero = ZeroByZero.IS_REFUSED;
    private double tolerance = ROUNDING;

    /** Assert on these metrics. */
    public MetricBundleAssert(@Nullable MetricBundle actual) {
        super(actual, MetricBundleAssert.class);
    }

    /** Say what a metric is that divides nothing by nothing; without, it fails. */
    public MetricBundleAssert usingZeroByZero(ZeroByZero rule) {
        zeroByZero = rule;
        return myself;
    }

    /** Allow this much between a metric and what follows from the counts, such as 0.00005 for four decimals; 1e-12 without. */
    public MetricBundleAssert usingTolerance(double newTolerance) {
        if (!(newTolerance >= 0 && newTolerance < 1)) {
            throw new IllegalArgumentException(
                    "The tolerance of a metric is from 0 to below 1, but this is %s.".formatted(newTolerance));
        }
        tolerance = newTolerance;
        return myself;
    }

    /** Leave metrics out of the comparisons that follow, such as a loss that is no share, or an AUC that no counts give. */
    public MetricBundleAssert usingAllMetricsExcept(String... names) {
        isNotNull();
        for (String name : names) {
            require(name);
        }
        ignored.addAll(List.of(names));
        return myself;
    }

    /**
     * Verify that every metric is from 0 to 1, both included; NaN is not.
     *
     * <pre>{@code
     * assertThat(MetricBundle.of("precision", 1).with("recall", 0.25)).areShares(); // passes
     * assertThat(MetricBundle.of("precision", 1.2)).areShares(); // fails
     * }</pre>
     */
    public MetricBundleAssert areShares() {
        Map<String, Double> metrics = left();
        List<String> offenders = metrics.entrySet().stream()
                .filter(metric -> !(metric.getValue() >= 0 && metric.getValue() <= 1))
                .map(metric -> "%s is %s".formatted(metric.getKey(), metric.getValue()))
                .toList();
        return none("to be from 0 to 1", offenders, metrics);
    }

    /**
     * Verify that each metric is what the counts of a confusion matrix give.
     *
     * <p>Known are accuracy, precision, recall (tpr, sensitivity), specificity (tnr), f1 (f1_score), npv, fpr, fnr, balanced_accuracy and
     * mcc, all of the positive class; leave others out by {@link #usingAllMetricsExcept}.
     *
     * <pre>{@code
     * assertThat(MetricBundle.of("precision", 0.8)).isConsistentWith(ConfusionMatrix.of(8, 2, 1, 89)); // passes
     * assertThat(MetricBundle.of("recall", 0.8)).isConsistentWith(ConfusionMatrix.of(8, 2, 1, 89)); // fails: it is 8 of 9
     * }</pre>
     */
    public MetricBundleAssert isConsistentWith(ConfusionMatrix matrix) {
        Map<String, Double> metrics = left();
        List<String> offenders = new ArrayList<>();
        metrics.forEach((name, value) -> ConfusionMetric.named(name)
                .ifPresentOrElse(
                        metric -> compare(offenders, name, value, metric.of(matrix, zeroByZero)),
                        () -> offenders.add(
                                "%s does not follow from a confusion matrix: leave it out by usingAllMetricsExcept"
                                        .formatted(name))));
        return none("to follow from %s".formatted(matrix), offenders, metrics);
    }

    /**
     * Verify that each metric is what the counts of several classes give.
     *
     * <p>Known are accuracy, balanced_accuracy, mcc and cohen_kappa, and precision, recall, specificity, f1, npv, fpr and fnr: of one class
     * by its name ({@code precision_fraud}, {@code fraud.recall}), or as {@code macro}, {@code micro} or {@code weighted} average of all
     * ({@code f1_macro}, {@code weighted avg.precision}). An average divides nothing by nothing where one of its classes does.
     *
     * <pre>{@code
     * assertThat(MetricBundle.of("recall_macro", 0.75)).isConsistentWith(ClassConfusion.of(List.of("a", "a", "b"), List.of("a", "b", "b"))); // passes
     * assertThat(MetricBundle.of("recall_micro", 0.75)).isConsistentWith(ClassConfusion.of(List.of("a", "a", "b"), List.of("a", "b", "b"))); // fails: it is 2 of 3
     * }</pre>
     */
    public MetricBundleAssert isConsistentWith(ClassConfusion matrix) {
        ClassMetric known = new ClassMetric(matrix, zeroByZero);
        Map<String, Double> metrics = left();
        List<String> offenders = new ArrayList<>();
        metrics.forEach((name, value) -> known.named(name)
                .ifPresentOrElse(
                        expected -> compare(offenders, name, value, expected),
                        () -> offenders.add(
                                "%s does not follow from the counts of %s: leave it out by usingAllMetricsExcept"
                                        .formatted(
                                                name,
                                                Words.count(matrix.classes().size(), "class")))));
        return none("to follow from %s".formatted(matrix), offenders, metrics);
    }

    /**
     * Verify that each metric is what the scores of the rows give.
     *
     * <p>Known are roc_auc (auc), average_precision (pr_auc), log_loss and brier; and what {@link #isConsistentWith(ConfusionMatrix)} knows,
     * where scores of 0.5 or more are positive.
     *
     * <pre>{@code
     * assertThat(MetricBundle.of("auc", 1)).isConsistentWith(BinaryScores.of(List.of(true, false), 0.4, 0.1)); // passes
     * assertThat(MetricBundle.of("recall", 1)).isConsistentWith(BinaryScores.of(List.of(true, false), 0.4, 0.1)); // fails: 0.4 is below 0.5
     * }</pre>
     */
    public MetricBundleAssert isConsistentWith(BinaryScores scores) {
        Map<String, Double> metrics = left();
        List<String> offenders = new ArrayList<>();
        metrics.forEach((name, value) -> ScoreMetric.named(name)
                .map(metric -> metric.of(scores))
                .or(() -> ConfusionMetric.named(name).map(metric -> metric.of(scores.at(0.5), zeroByZero)))
                .ifPresentOrElse(
                        expected -> compare(offenders, name, value, expected),
                        () -> offenders.add("%s does not follow from scores: leave it out by usingAllMetricsExcept"
                                .formatted(name))));
        return none("to follow from the scores of %s".formatted(Words.count(scores.size(), "row")), offenders, metrics);
    }

    private void compare(List<String> offenders, String name, double value, double expected) {
        boolean undefined = Double.isNaN(expected);
        if (undefined && zeroByZero == ZeroByZero.IS_REFUSED) {
            offenders.add("%s is %s, and divides nothing by nothing: say what that is by usingZeroByZero"
                    .formatted(name, value));
        } else if (undefined ? !Double.isNaN(value) : !(Math.abs(value - expected) <= tolerance)) {
            offenders.add("%s is %s, and would be %s".formatted(name, value, expected));
        }
    }

    /**
     * Verify that the metrics pass a gate.
     *
     * <pre>{@code
     * assertThat(MetricBundle.of("auc", 0.90)).passes(Gate.atLeast("auc", 0.90)); // passes
     * assertThat(MetricBundle.of("auc", 0.89)).passes(Gate.atLeast("auc", 0.90)); // fails
     * }</pre>
     */
    public MetricBundleAssert passes(Gate gate) {
        isNotNull();
        List<String> reasons = gate.reasonsAgainst(actual.metrics());
        if (!reasons.isEmpty()) {
            failWithMessage("%nExpecting %s to pass the gate, but:%n%s", actual, Lines.of(reasons));
        }
        return myself;
    }

    /**
     * Verify that a gate stops the metrics.
     *
     * <pre>{@code
     * assertThat(MetricBundle.of("auc", 0.89)).isStoppedBy(Gate.atLeast("auc", 0.90)); // passes
     * assertThat(MetricBundle.of("auc", 0.90)).isStoppedBy(Gate.atLeast("auc", 0.90)); // fails
     * }</pre>
     *
     * @throws IllegalArgumentException if a metric of the gate is missing: that stops them for the wrong reason
     */
    public MetricBundleAssert isStoppedBy(Gate gate) {
        isNotNull();
        gate.names().forEach(this::require);
        if (gate.reasonsAgainst(actual.metrics()).isEmpty()) {
            failWithMessage("%nExpecting %s to be stopped by the gate, but they pass: %s", actual, gate);
        }
        return myself;
    }

    private void require(String name) {
        if (!actual.metrics().containsKey(name)) {
            throw new IllegalArgumentException("There is no metric '%s'; there are %s."
                    .formatted(name, Lines.some(actual.metrics().keySet())));
        }
    }

    private Map<String, Double> left() {
        isNotNull();
        Map<String, Double> left = new LinkedHashMap<>(actual.metrics());
        left.keySet().removeAll(ignored);
        if (left.isEmpty()) {
            failWithMessage("%nExpecting metrics to judge, but there are none");
        }
        return left;
    }

    private MetricBundleAssert none(String what, List<String> offenders, Map<String, Double> of) {
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting the metrics %s, but %s of %s fail:%n%s",
                    what, offenders.size(), of.size(), Lines.of(offenders));
        }
        return myself;
    }
}
