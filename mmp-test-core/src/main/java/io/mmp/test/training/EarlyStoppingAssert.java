package io.mmp.test.training;

import io.mmp.test.text.Words;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on when a training stopped.
 *
 * @since 0.1.0
 */
public class EarlyStoppingAssert extends AbstractAssert<EarlyStoppingAssert, EarlyStopping> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<EarlyStopping, EarlyStoppingAssert> EARLY_STOPPING =
            new InstanceOfAssertFactory<>(EarlyStopping.class, EarlyStoppingAssert::new);

    /** Assert on this. */
    public EarlyStoppingAssert(@Nullable EarlyStopping actual) {
        super(actual, EarlyStoppingAssert.class);
    }

    /**
     * Verify that it stopped before it had to, after the best round, and when its patience was over where that is known.
     *
     * <pre>{@code
     * assertThat(EarlyStopping.of(14, 24, 100).withPatience(10)).stoppedEarly(); // passes
     * assertThat(EarlyStopping.of(100, 100, 100)).stoppedEarly(); // fails
     * }</pre>
     */
    public EarlyStoppingAssert stoppedEarly() {
        isNotNull();
        if (actual.run() == actual.max()) {
            fail("it ran all %s rounds".formatted(actual.max()));
        } else if (actual.best() == actual.run()) {
            fail("its last round was its best");
        } else if (actual.patience().isPresent()
                && actual.run() - actual.best() != actual.patience().getAsInt()) {
            fail("it went on for %s after the best, and its patience is %s"
                    .formatted(
                            Words.count(actual.run() - actual.best(), "round"),
                            actual.patience().getAsInt()));
        }
        return myself;
    }

    /**
     * Verify that it ran all rounds that it was allowed.
     *
     * <pre>{@code
     * assertThat(EarlyStopping.of(100, 100, 100)).ranAllRounds(); // passes
     * assertThat(EarlyStopping.of(14, 24, 100)).ranAllRounds(); // fails
     * }</pre>
     */
    public EarlyStoppingAssert ranAllRounds() {
        isNotNull();
        if (actual.run() < actual.max()) {
            failWithMessage("%nExpecting the training (%s) to run all rounds", actual);
        }
        return myself;
    }

    private void fail(String found) {
        failWithMessage("%nExpecting the training (%s) to stop early, but %s", actual, found);
    }
}
