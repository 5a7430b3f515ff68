package io.mmp.test.examples.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.fixture.Scope;
import io.mmp.test.lifecycle.Lifecycle;
import io.mmp.test.lifecycle.Script;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowStatusException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Says what a service that crowns and dethrones models must do, and gets the shortest sequence with which it does not. */
@IsolatedMlflow(scope = Scope.CLASS)
class ChampionLifecycleTests {

    private MlflowTracking mlflow;
    private String runId;

    @BeforeEach
    void create_run(MlflowTracking tracking) {
        mlflow = tracking;
        runId = mlflow.client().createRun(mlflow.experimentId()).getRunId();
    }

    /** How many versions there are, and the champions, the current one last. */
    record Versions(int registered, List<Integer> champions) {

        List<Integer> allAndOneMore() {
            return IntStream.rangeClosed(1, registered + 1).boxed().toList();
        }

        Versions withOneMore() {
            return new Versions(registered + 1, champions);
        }

        Versions promoted(int version) {
            List<Integer> more = new ArrayList<>(champions);
            more.add(version);
            return new Versions(registered, more);
        }

        Versions rolledBack() {
            return new Versions(registered, champions.subList(0, champions.size() - 1));
        }

        int champion() {
            return champions.isEmpty() ? 0 : champions.get(champions.size() - 1);
        }
    }

    static final Lifecycle<Champions, Versions, Integer> LIFECYCLE = Lifecycle.of(
                    new Versions(0, List.of()), Champions::champion)
            .withRefusals(IllegalStateException.class)
            .withRefusals(MlflowStatusException.class)
            .withCommand(
                    "register",
                    register -> register.calling(Champions::register)
                            .answering(versions -> versions.registered() + 1)
                            .changing(Versions::withOneMore))
            .withCommand(
                    "promote",
                    promote -> promote.taking(Versions::allAndOneMore)
                            .running(Champions::promote)
                            .refusedUnless((versions, version) -> version <= versions.registered())
                            .changing(Versions::promoted))
            .withCommand(
                    "rollback",
                    rollback -> rollback.running(Champions::rollback)
                            .refusedUnless(versions -> versions.champions().size() > 1)
                            .changing(Versions::rolledBack))
            .withInvariant("the alias follows the commands", (versions, champion) -> versions.champion() == champion);

    @Test
    @Tag("integration")
    void each_rollback_restores_the_champion_before() {
        assertThat(LIFECYCLE
                        .on(() -> new Champions(mlflow.registry(), "m-" + UUID.randomUUID(), runId))
                        .withSequences(25))
                .holds();
    }

    @Test
    @Tag("integration")
    void a_rollback_that_restores_the_first_champion_is_found() {
        assertThatThrownBy(() -> assertThat(
                                LIFECYCLE.on(() -> new Champions(mlflow.registry(), "m-" + UUID.randomUUID(), runId) {
                                    @Override
                                    int restored(List<Integer> past) {
                                        return past.remove(0);
                                    }
                                }))
                        .holds())
                .hasMessageContaining("""
                        In step 6 the invariant 'the alias follows the commands' does not hold
                        Model:    Versions[registered=2, champions=[1, 2]]
                        Observed: 1
                        """);
    }

    /** What was found once is kept as a script. */
    @Test
    void the_second_last_champion_is_restored() {
        assertThat(LIFECYCLE.on(() -> new Champions(mlflow.registry(), "m-" + UUID.randomUUID(), runId)))
                .holdsFor(Script.of("register")
                        .then("register")
                        .then("promote", 1)
                        .then("promote", 2)
                        .then("promote", 1)
                        .then("rollback"));
    }
}
