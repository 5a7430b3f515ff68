package io.mmp.test.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of a rollout service, ready to be used: what promotions, canaries and rollbacks do, and what must never be.
 *
 * <pre>{@code
 * assertThat(RolloutLifecycle.standard()
 *                 .withRefusals(IllegalStateException.class)
 *                 .on(() -> new MyRollouts(mlflow.registry(), uniqueName())))
 *         .holds();
 * }</pre>
 *
 * <p>Where a service differs, take a command out with {@link Lifecycle#withoutCommands}, or replace it with {@link Lifecycle#withCommand}
 * and the same name.
 *
 * @since 0.1.0
 */
public final class RolloutLifecycle {

    /** Exactly one version is in production as soon as one was promoted, and none before. */
    public static final String ONE_PRODUCTION = "exactly one version is in production once one was promoted";

    /** Each version stands where the commands have brought it: promoting retires the old one, rolling back the new one. */
    public static final String PHASES = "each version stands where the commands have brought it";

    /** What was in the history stays there as it was. */
    public static final String APPEND_ONLY = "the history is append-only";

    /** A change of what is in production is in the history. */
    public static final String TOLD = "the history tells each change of production";

    /** A version predicts the same whenever it is in production, bit by bit. */
    public static final String SAME_PREDICTIONS = "a version that is restored predicts the same, bit by bit";

    private RolloutLifecycle() {}

    /**
     * Return the commands of {@link RolloutService}, and the rules above.
     *
     * <p>Versions are numbered 1, 2, 3. A version is promoted from staging or as the canary; while a canary runs, no other is promoted. A
     * canary needs a version in production. A rollback retires the version in production, so that the next one would restore it.
     */
    public static Lifecycle<RolloutService, RolloutState, RolloutView> standard() {
        return Lifecycle.of(RolloutState.EMPTY, RolloutService::view)
                .withCommand(
                        "register",
                        register -> register.calling(RolloutService::register)
                                .answering(RolloutState::next)
                                .changing(RolloutState::registered))
                .withCommand(
                        "startCanary",
                        canary -> canary.taking(RolloutState::versionsAndOneMore)
                                .running(RolloutService::startCanary)
                                .refusedUnless(RolloutState::canStartCanary)
                                .changing(RolloutState::withCanary))
                .withCommand(
                        "promote",
                        promote -> promote.taking(RolloutState::versionsAndOneMore)
                                .running(RolloutService::promote)
                                .refusedUnless(RolloutState::canPromote)
                                .changing(RolloutState::withProduction))
                .withCommand(
                        "abort",
                        abort -> abort.running(RolloutService::abort)
                                .refusedUnless(state -> state.canary().isPresent())
                                .changing(RolloutState::aborted))
                .withCommand(
                        "rollback",
                        rollback -> rollback.running(RolloutService::rollback)
                                .refusedUnless(RolloutState::canRollBack)
                                .changing(RolloutState::rolledBack))
                .withCommand(
                        "rollbackTo",
                        rollback -> rollback.taking(RolloutState::versionsAndOneMore)
                                .running(RolloutService::rollbackTo)
                                .refusedUnless(RolloutState::canRollBackTo)
                                .changing(RolloutState::withProduction))
                .withCommand(
                        "candidates",
                        candidates ->
                                candidates.calling(RolloutService::candidates).answering(RolloutState::candidates))
                .withCommand(
                        "validate",
                        validate -> validate.taking(RolloutState::versionsAndOneMore)
                                .calling(RolloutService::validate)
                                .answering(RolloutState::canRollBackTo))
                .withInvariant(
                        ONE_PRODUCTION,
                        (state, view) ->
                                view.production().size() == (state.production().isPresent() ? 1 : 0))
                .withInvariant(PHASES, (state, view) -> view.phases().equals(state.phases()))
                .withStepInvariant(APPEND_ONLY, RolloutLifecycle::isAppended)
                .withStepInvariant(TOLD, RolloutLifecycle::isTold)
                .withStable(
                        SAME_PREDICTIONS,
                        RolloutLifecycle::predicting,
                        view -> view.predictions().orElse(List.of()));
    }

    private static boolean isAppended(RolloutView before, RolloutView after) {
        List<String> old = before.history().orElse(List.of());
        List<String> now = after.history().orElse(List.of());
        return now.size() >= old.size() && now.subList(0, old.size()).equals(old);
    }

    private static boolean isTold(RolloutView before, RolloutView after) {
        return before.history().isEmpty()
                || before.production().equals(after.production())
                || after.history().map(List::size).orElse(0)
                        > before.history().get().size();
    }

    private static @Nullable Object predicting(RolloutView view) {
        return view.predictions().isEmpty() || view.production().size() != 1
                ? null
                : view.production().get(0);
    }
}
