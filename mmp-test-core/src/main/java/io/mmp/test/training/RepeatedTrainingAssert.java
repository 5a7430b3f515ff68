package io.mmp.test.training;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on a training that was run several times.
 *
 * @since 0.1.0
 */
public class RepeatedTrainingAssert extends AbstractAssert<RepeatedTrainingAssert, RepeatedTraining> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<RepeatedTraining, RepeatedTrainingAssert> REPEATED_TRAINING =
            new InstanceOfAssertFactory<>(RepeatedTraining.class, RepeatedTrainingAssert::new);

    private final Set<String> ignored = new LinkedHashSet<>();

    /** Assert on this training. */
    public RepeatedTrainingAssert(@Nullable RepeatedTraining actual) {
        super(actual, RepeatedTrainingAssert.class);
    }

    /**
     * Leave sections of the models out of the comparisons that follow, such as LightGBM's "parameters".
     *
     * <p>At least one model must have them.
     */
    public RepeatedTrainingAssert usingAllSectionsExcept(String... sections) {
        ignored.addAll(List.of(sections));
        return myself;
    }

    /**
     * Verify that all trainings gave the same model and the same metrics, bit by bit, from the same data where that was recorded.
     *
     * <pre>{@code
     * assertThat(RepeatedTraining.repeat(3, () -> train(seed(42)))).isReproducible(); // passes
     * assertThat(RepeatedTraining.repeat(3, () -> train(seed(System.nanoTime())))).isReproducible(); // fails
     * }</pre>
     */
    public RepeatedTrainingAssert isReproducible() {
        hasIdenticalModels().hasIdenticalMetrics();
        boolean recorded =
                actual.models().stream().anyMatch(model -> model.data().isPresent());
        return recorded ? hasIdenticalData() : myself;
    }

    /**
     * Verify that all trainings used the same data, all rows, in the same order.
     *
     * <pre>{@code
     * assertThat(RepeatedTraining.repeat(2, () -> model.withData(DataDigest.ofRecords(rows)))).hasIdenticalData(); // passes
     * assertThat(RepeatedTraining.repeat(2, () -> model.withData(DataDigest.ofRecords(shuffled())))).hasIdenticalData(); // fails
     * }</pre>
     */
    public RepeatedTrainingAssert hasIdenticalData() {
        isNotNull();
        List<TrainedModel> models = actual.models();
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i).data().isEmpty()) {
                failWithMessage(
                        "%nExpecting %s trainings to use the same data, but number %s recorded none: add them by withData",
                        models.size(), i + 1);
            }
            String difference = models.get(0)
                    .data()
                    .orElseThrow()
                    .difference(models.get(i).data().orElseThrow())
                    .orElse("");
            if (!difference.isEmpty()) {
                failWithMessage(
                        "%nExpecting %s trainings to use the same data, but number %s differs from number 1: %s",
                        models.size(), i + 1, difference);
            }
        }
        return myself;
    }

    /**
     * Verify that all trainings gave the same model.
     *
     * <pre>{@code
     * assertThat(RepeatedTraining.repeat(3, () -> train(seed(42)))).hasIdenticalModels(); // passes
     * assertThat(RepeatedTraining.repeat(3, () -> train(seed(System.nanoTime())))).hasIdenticalModels(); // fails
     * }</pre>
     */
    public RepeatedTrainingAssert hasIdenticalModels() {
        isNotNull();
        List<TrainedModel> models = actual.models();
        requireIgnored(models);
        TrainedModel first = models.get(0);
        for (int i = 1; i < models.size(); i++) {
            TrainedModel other = models.get(i);
            List<ModelDifference> differences = left(first.model()).differences(left(other.model()));
            if (!differences.isEmpty()) {
                failWithMessage(
                        "%nExpecting %s trainings to give the same model, but number %s differs from number 1 in %s of %s:%n%s%nLikely reason: %s.%s",
                        models.size(),
                        i + 1,
                        differences.size(),
                        first.model(),
                        Lines.of(differences),
                        LikelyReason.of(first, other, differences),
                        first.model().isOpaque()
                                ? "%nOf such files only the bytes are compared; equal models may differ in them."
                                        .formatted()
                                : "");
            }
        }
        return myself;
    }

    /**
     * Verify that all trainings gave the same metrics, bit by bit, at least one.
     *
     * <pre>{@code
     * assertThat(RepeatedTraining.repeat(2, () -> model.withMetric("auc", 0.93))).hasIdenticalMetrics(); // passes
     * assertThat(RepeatedTraining.repeat(2, () -> model.withMetric("auc", Math.random()))).hasIdenticalMetrics(); // fails
     * }</pre>
     */
    public RepeatedTrainingAssert hasIdenticalMetrics() {
        isNotNull();
        List<TrainedModel> models = actual.models();
        TrainedModel first = models.get(0);
        if (models.stream().allMatch(model -> model.metrics().isEmpty())) {
            failWithMessage(
                    "%nExpecting %s trainings to give the same metrics, but they gave none: add them by withMetric, or use hasIdenticalModels()",
                    models.size());
        }
        for (int i = 1; i < models.size(); i++) {
            TrainedModel other = models.get(i);
            List<String> differences = metricDifferences(first, other);
            if (!differences.isEmpty()) {
                failWithMessage(
                        "%nExpecting %s trainings to give the same metrics, but number %s differs from number 1 in %s:%n%s%nLikely reason: %s.",
                        models.size(),
                        i + 1,
                        differences.size(),
                        Lines.of(differences),
                        LikelyReason.of(first, other, left(first.model()).differences(left(other.model()))));
            }
        }
        return myself;
    }

    private static List<String> metricDifferences(TrainedModel first, TrainedModel other) {
        Set<String> names = new LinkedHashSet<>(first.metrics().keySet());
        names.addAll(other.metrics().keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            Double here = first.metrics().get(name);
            Double there = other.metrics().get(name);
            // Double.equals compares bits: NaN is NaN, and 0.0 is not -0.0.
            if (here == null || !here.equals(there)) {
                differences.add("%s: %s here, %s there"
                        .formatted(name, here == null ? "nothing" : here, there == null ? "nothing" : there));
            }
        }
        return differences;
    }

    private void requireIgnored(List<TrainedModel> models) {
        for (String section : ignored) {
            if (models.stream().noneMatch(model -> model.model().sections().contains(section))) {
                throw new IllegalArgumentException("No model of %s has a section '%s' to leave out; the first has %s."
                        .formatted(
                                actual,
                                section,
                                Lines.some(models.get(0).model().sections())));
            }
        }
    }

    private ModelDigest left(ModelDigest digest) {
        return digest.without(
                ignored.stream().filter(digest.sections()::contains).toArray(String[]::new));
    }
}
