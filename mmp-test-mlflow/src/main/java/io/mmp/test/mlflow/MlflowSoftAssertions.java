package io.mmp.test.mlflow;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.AutoCloseableSoftAssertionsProvider;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.StandardSoftAssertionsProvider;

/**
 * Collects all failures of assertions on what was logged to MLflow, and of AssertJ's own, before it fails.
 *
 * <pre>{@code
 * MlflowSoftAssertions.assertSoftly(softly -> {
 *     softly.assertThat(mlflow.run(runId)).isFinished().hasMetric("auc");
 *     softly.assertThat(mlflow.run(runId)).history("loss").isDecreasing();
 * });
 * }</pre>
 *
 * <p>Closing it in a {@code try} fails as {@link #assertAll()} does; AssertJ's {@code SoftAssertionsExtension} injects it.
 *
 * @since 0.1.0
 */
public class MlflowSoftAssertions extends AbstractSoftAssertions
        implements StandardSoftAssertionsProvider, AutoCloseableSoftAssertionsProvider, MlflowSoftAssertionsProvider {

    /** Create soft assertions that have collected nothing. */
    public MlflowSoftAssertions() {}

    /**
     * Make assertions, and fail with all that they collected.
     *
     * @throws AssertionError if one of them failed
     */
    public static void assertSoftly(Consumer<MlflowSoftAssertions> assertions) {
        SoftAssertionsProvider.assertSoftly(MlflowSoftAssertions.class, assertions);
    }
}
