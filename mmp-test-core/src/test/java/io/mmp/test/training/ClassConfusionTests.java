package io.mmp.test.training;

import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metrics of several classes against those of scikit-learn 1.9.1, by its functions of the same names. */
class ClassConfusionTests {

    private static final ClassConfusion ANIMALS = animals();

    /** Right and predicted: 40 animals. */
    private static ClassConfusion animals() {
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        counts.put("cat", Map.of("cat", 16L, "dog", 2L, "bird", 3L));
        counts.put("dog", Map.of("dog", 9L, "bird", 3L));
        counts.put("bird", Map.of("cat", 2L, "dog", 1L, "bird", 4L));
        return ClassConfusion.of(counts);
    }

    /** Class c is right once and never predicted. */
    private static final ClassConfusion MISSED =
            ClassConfusion.of(List.of("a", "a", "b", "c"), List.of("a", "b", "b", "b"));

    private static final MetricBundle METRICS = MetricBundle.of("accuracy", 0.725)
            .with("balanced_accuracy", 0.6944444444444443)
            .with("mcc", 0.568879028354366)
            .with("cohen_kappa", 0.5634920634920635)
            .with("precision_macro", 0.6796296296296296)
            .with("precision_micro", 0.725)
            .with("precision_weighted", 0.7616666666666666)
            .with("recall_macro", 0.6944444444444443)
            .with("recall_micro", 0.725)
            .with("recall_weighted", 0.725)
            .with("f1_macro", 0.6803670186023126)
            .with("f1_micro", 0.725)
            .with("f1_weighted", 0.7381221719457013)
            .with("precision_cat", 0.8888888888888888)
            .with("precision_dog", 0.75)
            .with("precision_bird", 0.4)
            .with("recall_cat", 0.7619047619047619)
            .with("recall_dog", 0.75)
            .with("recall_bird", 0.5714285714285714)
            .with("f1_cat", 0.8205128205128205)
            .with("f1_dog", 0.75)
            .with("f1_bird", 0.47058823529411764);

    @Test
    void metrics_that_follow_from_the_counts_pass() {
        assertThat(METRICS).areShares().isConsistentWith(ANIMALS);
    }

    @Test
    void names_are_those_that_tools_write() {
        assertThat(MetricBundle.of("macro avg.f1-score", 0.6803670186023126)
                        .with("weighted avg precision", 0.7616666666666666)
                        .with("Macro-Recall", 0.6944444444444443)
                        .with("cat.recall", 0.7619047619047619)
                        .with("Bird f1_score", 0.47058823529411764))
                .isConsistentWith(ANIMALS);
    }

    @Test
    void each_metric_that_does_not_follow_is_named() {
        assertThatThrownBy(() -> assertThat(METRICS.with("f1_macro", 0.6781)
                                .with("recall_micro", 0.6944444444444443)
                                .with("precision_cow", 0.5)
                                .with("auc", 0.9))
                        .isConsistentWith(ANIMALS))
                .hasMessage("""

                        Expecting the metrics to follow from cat: 16 cat, 2 dog, 3 bird; dog: 9 dog, 3 bird; bird: 2 cat, 1 dog, 4 bird, but 4 of 24 fail:
                          recall_micro is 0.6944444444444443, and would be 0.725
                          f1_macro is 0.6781, and would be 0.6803670186023126
                          precision_cow does not follow from the counts of 3 classes: leave it out by usingAllMetricsExcept
                          auc does not follow from the counts of 3 classes: leave it out by usingAllMetricsExcept""");
    }

    @Test
    void a_class_that_was_never_predicted_counts_as_the_rule_says() {
        MetricBundle rest = MetricBundle.of("recall_macro", 0.5)
                .with("f1_macro", 0.38888888888888884)
                .with("f1_weighted", 0.4583333333333333)
                .with("precision_micro", 0.5)
                .with("mcc", 0.3872983346207417)
                .with("cohen_kappa", 0.2727272727272727)
                .with("balanced_accuracy", 0.5);

        assertThat(rest).isConsistentWith(MISSED);
        assertThat(rest.with("precision_macro", 0.4444444444444444).with("precision_weighted", 0.5833333333333334))
                .usingZeroByZero(ZeroByZero.IS_ZERO)
                .isConsistentWith(MISSED);
        assertThat(rest.with("precision_macro", 0.7777777777777777).with("precision_weighted", 0.8333333333333334))
                .usingZeroByZero(ZeroByZero.IS_ONE)
                .isConsistentWith(MISSED);
        assertThat(MetricBundle.of("precision_macro", Double.NaN))
                .usingZeroByZero(ZeroByZero.IS_NAN)
                .isConsistentWith(MISSED);
        assertThatThrownBy(() -> assertThat(MetricBundle.of("precision_macro", 0.4444444444444444))
                        .isConsistentWith(MISSED))
                .hasMessageContaining(
                        "precision_macro is 0.4444444444444444, and divides nothing by nothing: say what that is by usingZeroByZero");
    }

    @Test
    void two_classes_are_the_same_as_of_a_binary_matrix() {
        List<String> actual = List.of("fraud", "ok", "ok", "fraud", "ok");
        List<String> predicted = List.of("fraud", "fraud", "ok", "ok", "ok");
        ClassConfusion classes = ClassConfusion.of(actual, predicted);

        assertThat(classes.against("fraud")).isEqualTo(ConfusionMatrix.of("fraud", actual, predicted));
        assertThat(classes.against("ok")).isEqualTo(ConfusionMatrix.of("ok", actual, predicted));
        assertThat(MetricBundle.of("mcc", ConfusionMetric.MCC.of(classes.against("fraud"), ZeroByZero.IS_REFUSED)))
                .isConsistentWith(classes);
    }

    @Test
    void one_class_alone_is_right_and_says_nothing_of_chance() {
        ClassConfusion one = ClassConfusion.of(List.of("a", "a"), List.of("a", "a"));

        assertThat(MetricBundle.of("accuracy", 1).with("f1_macro", 1)).isConsistentWith(one);
        assertThatThrownBy(() ->
                        assertThat(MetricBundle.of("mcc", 0).with("kappa", 0)).isConsistentWith(one))
                .hasMessageContaining("but 2 of 2 fail:");
        assertThat(MetricBundle.of("mcc", 0).with("kappa", 0))
                .usingZeroByZero(ZeroByZero.IS_ZERO)
                .isConsistentWith(one);
    }

    @Test
    void counts_that_cannot_be_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassConfusion.of(List.of("a"), List.of()))
                .withMessage("There are 1 label and 0 predictions.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassConfusion.of(List.of(), List.of()))
                .withMessage("A confusion matrix of no predictions says nothing.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassConfusion.of(Map.of("a", Map.of("a", -1L))))
                .withMessage("The counts of a confusion matrix are not negative, but are {a={a=-1}}.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANIMALS.against("cow"))
                .withMessage("There is no class 'cow'; there are cat, dog, bird.");
    }

    @Test
    void equal_counts_are_equal() {
        assertThat(ANIMALS).isEqualTo(animals()).hasSameHashCodeAs(animals()).isNotEqualTo(MISSED);
        assertThat(ANIMALS.classes()).containsExactlyInAnyOrder("cat", "dog", "bird");
        assertThat(ANIMALS.total()).isEqualTo(40);
        assertThat(ANIMALS.right()).isEqualTo(29);
    }
}
