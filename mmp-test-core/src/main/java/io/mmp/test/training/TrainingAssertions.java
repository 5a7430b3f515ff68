package io.mmp.test.training;

import org.jspecify.annotations.Nullable;

/**
 * Offers the assertions on trainings, for a static import.
 *
 * <p>All overloads are called {@code assertThat}, so that they mix with AssertJ's own.
 *
 * @since 0.1.0
 */
public final class TrainingAssertions {

    private TrainingAssertions() {}

    /** Assert on the digest of a model. */
    public static ModelDigestAssert assertThat(@Nullable ModelDigest digest) {
        return new ModelDigestAssert(digest);
    }

    /** Assert on a training that was run several times. */
    public static RepeatedTrainingAssert assertThat(@Nullable RepeatedTraining training) {
        return new RepeatedTrainingAssert(training);
    }

    /** Assert on data that were cut into parts. */
    public static <T> SplitAssert<T> assertThat(@Nullable Split<T> split) {
        return new SplitAssert<>(split);
    }

    /** Assert on the metrics of one evaluation. */
    public static MetricBundleAssert assertThat(@Nullable MetricBundle metrics) {
        return new MetricBundleAssert(metrics);
    }

    /** Assert on when a training stopped. */
    public static EarlyStoppingAssert assertThat(@Nullable EarlyStopping stopping) {
        return new EarlyStoppingAssert(stopping);
    }

    /** Assert on what a model predicts; {@link Predictor#of} makes a predictor of a function. */
    public static <T> PredictorAssert<T> assertThat(@Nullable Predictor<T> predictor) {
        return new PredictorAssert<>(predictor);
    }

    /** Assert on what a transformer was fitted on. */
    public static <T> FittedTransformerAssert<T> assertThat(@Nullable FittedTransformer<T> transformer) {
        return new FittedTransformerAssert<>(transformer);
    }
}
