package io.mmp.test.feast;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.AutoCloseableSoftAssertionsProvider;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.StandardSoftAssertionsProvider;

/**
 * Collects all failures of assertions on features, and of AssertJ's own, before it fails.
 *
 * <pre>{@code
 * FeastSoftAssertions.assertSoftly(softly -> {
 *     softly.assertThat(training).hasNoFutureValues().respectsTtl();
 *     softly.assertThat(online).agreesWith(training);
 * });
 * }</pre>
 *
 * <p>Closing it in a {@code try} fails as {@link #assertAll()} does; AssertJ's {@code SoftAssertionsExtension} injects it. What would judge
 * nothing, a {@link io.mmp.test.table.TableException}, ends the test at once.
 *
 * @since 0.1.0
 */
public class FeastSoftAssertions extends AbstractSoftAssertions
        implements StandardSoftAssertionsProvider, AutoCloseableSoftAssertionsProvider, FeastSoftAssertionsProvider {

    /** Create soft assertions that have collected nothing. */
    public FeastSoftAssertions() {}

    /**
     * Make assertions, and fail with all that they collected.
     *
     * @throws AssertionError if one of them failed
     */
    public static void assertSoftly(Consumer<FeastSoftAssertions> assertions) {
        SoftAssertionsProvider.assertSoftly(FeastSoftAssertions.class, assertions);
    }
}
