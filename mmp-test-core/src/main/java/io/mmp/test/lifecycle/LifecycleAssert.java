package io.mmp.test.lifecycle;

import io.mmp.test.verdict.Verdict.Conclusion;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts that services keep to a lifecycle. Each assertion runs it.
 *
 * @since 0.1.0
 */
public class LifecycleAssert extends AbstractAssert<LifecycleAssert, LifecycleCheck<?, ?, ?>> {

    /** Narrows the assertions on an object to these. */
    @SuppressWarnings("rawtypes") // a class literal has no parameters
    public static final InstanceOfAssertFactory<LifecycleCheck, LifecycleAssert> LIFECYCLE =
            new InstanceOfAssertFactory<>(LifecycleCheck.class, LifecycleAssert::new);

    /** Assert on this lifecycle. */
    public LifecycleAssert(@Nullable LifecycleCheck<?, ?, ?> actual) {
        super(actual, LifecycleAssert.class);
    }

    /**
     * Verify that sequences of commands from one client break no rule, and that each command was done at least once.
     *
     * <pre>{@code
     * assertThat(LIFECYCLE.on(ModelService::new)).holds(); // passes
     * assertThat(LIFECYCLE.on(ForgetsToRetire::new)).holds(); // fails, with the shortest sequence
     * }</pre>
     */
    public LifecycleAssert holds() {
        isNotNull();
        return passes(actual.run(), true);
    }

    /**
     * Verify that one sequence breaks no rule.
     *
     * <pre>{@code
     * Script script = Script.of("register").then("promote", 1).then("rollback");
     * assertThat(LIFECYCLE.on(ModelService::new)).holdsFor(script); // passes
     * assertThat(LIFECYCLE.on(RollsBackToNothing::new)).holdsFor(script); // fails
     * }</pre>
     */
    public LifecycleAssert holdsFor(Script script) {
        isNotNull();
        return passes(actual.run(script), false);
    }

    /**
     * Verify that what several clients see at once is what they would see if their commands were done one after the other, in an order
     * that keeps to when they were called, and that each command was done at least once. It fails as well if that cannot be decided.
     *
     * <pre>{@code
     * assertThat(LIFECYCLE.on(ModelService::new)).isLinearizable(); // passes
     * assertThat(LIFECYCLE.on(PromotesWithoutLock::new)).isLinearizable(); // fails, with the shortest sequence
     * }</pre>
     */
    public LifecycleAssert isLinearizable() {
        isNotNull();
        return passes(actual.runConcurrently(), true);
    }

    private LifecycleAssert passes(LifecycleResult result, boolean isDrawn) {
        if (result.conclusion() == Conclusion.FAIL) {
            failWithMessage("%s", result.description());
        } else if (result.conclusion() == Conclusion.INCONCLUSIVE) {
            failWithMessage("%nInconclusive: %s", result.description());
        } else if (isDrawn && !result.neverDone().isEmpty()) {
            failWithMessage(
                    "%nExpecting each command to be done at least once in %s sequences of %s commands, or nothing is known of it, but these never were: %s%nLet taking(...) give arguments for which it is possible, or run more and longer sequences.",
                    result.sequences(), result.commands(), String.join(", ", result.neverDone()));
        }
        return myself;
    }
}
