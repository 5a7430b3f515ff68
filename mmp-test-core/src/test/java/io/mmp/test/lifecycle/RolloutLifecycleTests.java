package io.mmp.test.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RolloutLifecycleTests {

    static final Lifecycle<RolloutService, RolloutState, RolloutView> ROLLOUTS =
            RolloutLifecycle.standard().withRefusals(IllegalStateException.class);

    @Test
    void a_right_service_holds() {
        assertThat(ROLLOUTS.on(MemoryRollouts::new)).holds();
        assertThat(ROLLOUTS.on(MemoryRollouts::new)).isLinearizable();
        assertThat(ROLLOUTS.on(MemoryRollouts::new).withClients(4).withLength(32))
                .isLinearizable();
    }

    @ParameterizedTest
    @MethodSource("io.mmp.test.lifecycle.PlantedDefects#all")
    void a_planted_defect_is_found_by_its_shortest_sequence(PlantedDefect defect) {
        LifecycleResult result = ROLLOUTS.on(defect.service()).run();

        assertThat(result.conclusion()).isEqualTo(Conclusion.FAIL);
        assertThat(result.rule()).contains(defect.rule());
        assertThat(result.steps()).isEqualTo(defect.steps());
        assertThat(result.sequences()).isLessThanOrEqualTo(25);
    }

    /** Which of several shortest sequences is found depends on the seed, how short it is must not. */
    @ParameterizedTest
    @MethodSource("io.mmp.test.lifecycle.PlantedDefects#all")
    void other_seeds_find_it_as_short(PlantedDefect defect) {
        assertThat(Stream.of(2L, 1_000L, -7L, Long.MAX_VALUE - 50)
                        .map(seed ->
                                ROLLOUTS.on(defect.service()).withSeed(seed).run()))
                .allSatisfy(result -> {
                    assertThat(result.rule()).contains(defect.rule());
                    assertThat(result.steps()).hasSameSizeAs(defect.steps());
                });
    }

    @Test
    void a_service_without_canaries_leaves_their_commands_out() {
        assertThat(ROLLOUTS.withoutCommands("startCanary", "abort").on(() -> new MemoryRollouts() {
                    @Override
                    public void startCanary(int version) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public void abort() {
                        throw new UnsupportedOperationException();
                    }
                }))
                .holds();
    }

    @Test
    void a_service_that_shows_neither_history_nor_predictions_is_judged_by_its_phases() {
        assertThat(ROLLOUTS.on(() -> new MemoryRollouts() {
                    @Override
                    public RolloutView view() {
                        return RolloutView.of(phases);
                    }
                }))
                .holds();
    }

    @Test
    void a_command_that_is_defined_otherwise_is_replaced() {
        assertThat(ROLLOUTS.on(PromotesPastTheCanary::new).run().rule()).contains("promote must be refused here");

        assertThat(ROLLOUTS.withCommand(
                                "promote",
                                promote -> promote.taking(
                                                state -> state.phases().keySet())
                                        .running(RolloutService::promote)
                                        .refusedUnless(
                                                (state, version) -> Set.of(RolloutPhase.STAGING, RolloutPhase.CANARY)
                                                        .contains(state.phases().get(version)))
                                        .changing(RolloutState::withProduction))
                        .on(PromotesPastTheCanary::new))
                .holds();
    }

    @Test
    void a_canary_that_is_retired_when_it_is_aborted_can_be_restored() {
        SystemSupplier<RolloutService> retires = PlantedDefects.all().stream()
                .filter(defect -> defect.name().equals("an abort retires the canary"))
                .findFirst()
                .orElseThrow()
                .service();
        assertThat(ROLLOUTS.withCommand("abort", abort -> abort.running(RolloutService::abort)
                                .refusedUnless(state -> state.canary().isPresent())
                                .changing(state -> state.with(state.canary().orElseThrow(), RolloutPhase.RETIRED)))
                        .on(retires))
                .holds();
    }

    private static final class PromotesPastTheCanary extends MemoryRollouts {
        @Override
        public synchronized void promote(int version) {
            RolloutPhase phase = phases.get(version);
            require(phase == RolloutPhase.CANARY || phase == RolloutPhase.STAGING, version + " cannot be promoted");
            retire();
            bring(version);
            history.add("promoted " + version);
        }
    }

    @Test
    void a_view_is_a_value() {
        RolloutView view = RolloutView.of(Map.of(2, RolloutPhase.PRODUCTION, 1, RolloutPhase.RETIRED));
        assertThat(view).isEqualTo(RolloutView.of(Map.of(1, RolloutPhase.RETIRED, 2, RolloutPhase.PRODUCTION)));
        assertThat(view.withHistory(List.of("a")))
                .isNotEqualTo(view)
                .hasSameHashCodeAs(view.withHistory(List.of("a")))
                .hasToString("{1=RETIRED, 2=PRODUCTION}, history [a]");
        assertThat(view.withPredictions(List.of(0.0))).isNotEqualTo(view.withPredictions(List.of(-0.0)));
        assertThat(view.production()).containsExactly(2);
        assertThat(Set.of(view)).contains(view);
    }
}
