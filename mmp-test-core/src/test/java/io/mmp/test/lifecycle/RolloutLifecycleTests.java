package io.mmp.test.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutLifecycleTests {

    static final Lifecycle<RolloutService, RolloutState, RolloutView> ROLLOUTS =
            RolloutLifecycle.standard().withRefusals(IllegalStateException.class);

    @Test
    void a_right_service_keeps_all_rules() {
        LifecycleResult result =
                ROLLOUTS.on(MemoryRollouts::new).withSequences(1_000).run();
        System.out.println(result);
        assertThat(ROLLOUTS.on(MemoryRollouts::new)).holds();
        assertThat(ROLLOUTS.on(MemoryRollouts::new)).isLinearizable();
        assertThat(ROLLOUTS.on(MemoryRollouts::new).withClients(4).withLength(32))
                .isLinearizable();
    }

    private static void show(SystemSupplier<RolloutService> broken) {
        System.out.println(ROLLOUTS.on(broken).run());
    }

    @Test
    void broken() {
        show(() -> new MemoryRollouts() {
            @Override
            void retireForRollback() {}
        });
        show(() -> new MemoryRollouts() {
            @Override
            int lastRetired() {
                return retired.get(0);
            }
        });
        show(() -> new MemoryRollouts() {
            @Override
            public void promote(int version) {
                history.add("asked to promote " + version);
                super.promote(version);
            }
        });
        show(() -> new MemoryRollouts() {
            @Override
            public void abort() {
                super.abort();
                history.remove(history.size() - 2);
            }
        });
        show(() -> new MemoryRollouts() {
            int rollbacks;

            @Override
            public void rollbackTo(int version) {
                super.rollbackTo(version);
                rollbacks++;
            }

            @Override
            List<Double> predictions() {
                return super.predictions().stream()
                        .map(p -> p + rollbacks * 1e-16)
                        .toList();
            }
        });
        System.out.println(ROLLOUTS.on(() -> new MemoryRollouts() {
                    @Override
                    public void promote(int version) {
                        require(phases.get(version) == RolloutPhase.STAGING, version + " cannot be promoted");
                        retire();
                        Thread.yield();
                        bring(version);
                        history.add("promoted " + version);
                    }
                })
                .withLength(12)
                .runConcurrently());
    }
}
