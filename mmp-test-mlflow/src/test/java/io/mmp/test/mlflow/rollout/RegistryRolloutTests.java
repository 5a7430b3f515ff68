package io.mmp.test.mlflow.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.lifecycle.Lifecycle;
import io.mmp.test.lifecycle.LifecycleResult;
import io.mmp.test.lifecycle.RolloutLifecycle;
import io.mmp.test.lifecycle.RolloutService;
import io.mmp.test.lifecycle.RolloutState;
import io.mmp.test.lifecycle.RolloutView;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.fixture.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rollout service on the registry, right and with defects; each sequence has a model of its own on one server. */
@IsolatedMlflow(scope = Scope.CLASS)
class RegistryRolloutTests {

    static final Lifecycle<RolloutService, RolloutState, RolloutView> ROLLOUTS =
            RolloutLifecycle.standard().withRefusals(IllegalStateException.class);
    private static final AtomicInteger MODELS = new AtomicInteger();

    private MlflowRegistry registry;
    private String runId;

    @BeforeEach
    void create_run(MlflowTracking mlflow) {
        registry = mlflow.registry();
        runId = mlflow.client().createRun(mlflow.experimentId()).getRunId();
    }

    static String newName() {
        return "fraud-" + MODELS.incrementAndGet();
    }

    @Test
    void a_right_service_holds() {
        long start = System.nanoTime();
        LifecycleResult r = ROLLOUTS.on(() -> new RegistryRollouts(registry, newName(), runId, new ReentrantLock()))
                        .withSequences(100).run();
        System.out.println(r + " " + (System.nanoTime() - start) / 1e9);
    }
}
