package io.mmp.test.mlflow.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.fixture.Scope;
import io.mmp.test.lifecycle.Lifecycle;
import io.mmp.test.lifecycle.LifecycleResult;
import io.mmp.test.lifecycle.RolloutLifecycle;
import io.mmp.test.lifecycle.RolloutService;
import io.mmp.test.lifecycle.RolloutState;
import io.mmp.test.lifecycle.RolloutView;
import io.mmp.test.lifecycle.Script;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.rollout.RegistryRollouts.Registry;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rollout service on the registry, right and with defects; each sequence has a model of its own on one server. */
@Tag("integration")
@IsolatedMlflow(scope = Scope.CLASS)
class RegistryRolloutTests {

    static final Lifecycle<RolloutService, RolloutState, RolloutView> ROLLOUTS =
            RolloutLifecycle.standard().withRefusals(IllegalStateException.class);

    private Registry registry;

    @BeforeEach
    void create_run(MlflowTracking mlflow) {
        registry = new Registry(
                mlflow.registry(),
                mlflow.client().createRun(mlflow.experimentId()).getRunId());
    }

    @Test
    void a_right_service_holds() {
        assertThat(ROLLOUTS.on(() -> new RegistryRollouts(registry)).withSequences(20))
                .holds();
    }

    @Test
    void a_right_service_is_linearizable() {
        assertThat(ROLLOUTS.on(() -> new RegistryRollouts(registry)).withSequences(20))
                .isLinearizable();
    }

    @Test
    void the_way_of_a_version_is_a_script() {
        assertThat(ROLLOUTS.on(() -> new RegistryRollouts(registry)))
                .holdsFor(Script.of("register")
                        .then("promote", 1)
                        .then("register")
                        .then("startCanary", 2)
                        .then("abort")
                        .then("startCanary", 2)
                        .then("promote", 2)
                        .then("candidates")
                        .then("validate", 1)
                        .then("validate", 2)
                        .then("rollback")
                        .then("rollbackTo", 2)
                        .then("rollbackTo", 7));
    }

    @Test
    void each_defect_is_found_by_its_shortest_sequence() {
        assertThat(steps("a rollback forgets to retire"))
                .isEqualTo("register() -> 1, promote(1), register() -> 2, promote(2), rollback()");
        assertThat(steps("a refused promotion changes the history"))
                .isEqualTo("promote(1) refused: 1 cannot be promoted");
        assertThat(steps("an abort rewrites the history"))
                .isEqualTo("register() -> 1, promote(1), register() -> 2, startCanary(2), abort()");
        assertThat(steps("an abort leaves the canary on"))
                .isEqualTo("register() -> 1, promote(1), register() -> 2, startCanary(2), abort()");
        assertThat(steps("an emergency rollback restores the oldest"))
                .isEqualTo(
                        "register() -> 1, promote(1), register() -> 2, promote(2), register() -> 3, promote(3), rollback()");
    }

    private String steps(String defect) {
        Function<Registry, RegistryRollouts> broken =
                RegistryDefects.ofOneClient().get(defect);
        return String.join(", ", ROLLOUTS.on(() -> broken.apply(registry)).run().steps());
    }

    /** Two promotions at once, each of several requests over HTTP. */
    @Test
    void two_promotions_at_once_leave_two_versions_in_production() {
        LifecycleResult result = ROLLOUTS.on(() -> new RegistryDefects.LooksTogether(registry))
                .withLength(8)
                .runConcurrently();

        assertThat(result.rule()).contains("linearizable");
        assertThat(result.steps())
                .satisfiesExactly(
                        step -> assertThat(step).isEqualTo("before: register() -> 1"),
                        step -> assertThat(step).isEqualTo("before: register() -> 2"),
                        step -> assertThat(step).matches("client 1: promote\\([12]\\)"),
                        step -> assertThat(step).matches("client 2: promote\\([12]\\)"));
        assertThat(result.description())
                .contains("after it the invariant '" + RolloutLifecycle.ONE_PRODUCTION + "' does not hold")
                .contains("{1=PRODUCTION, 2=PRODUCTION}");
    }
}
