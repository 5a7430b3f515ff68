package io.mmp.test.mlflow.rollout;

import io.mmp.test.lifecycle.RolloutPhase;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.rollout.RegistryRollouts.Registry;
import io.mmp.test.mlflow.rollout.RegistryRollouts.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Rollout services on a registry, each with one defect. */
final class RegistryDefects {

    private RegistryDefects() {}

    /** Those that one client is enough for. */
    static Map<String, Function<Registry, RegistryRollouts>> ofOneClient() {
        Map<String, Function<Registry, RegistryRollouts>> all = new LinkedHashMap<>();
        all.put("a rollback forgets to retire", ForgetsToRetire::new);
        all.put("an emergency rollback restores the oldest", RestoresTheOldest::new);
        all.put("a refused promotion changes the history", WritesBeforeItRefuses::new);
        all.put("an abort rewrites the history", RewritesHistory::new);
        all.put("an abort leaves the canary on", AbortsInHistoryAlone::new);
        return all;
    }

    static final class ForgetsToRetire extends RegistryRollouts {
        ForgetsToRetire(Registry on) {
            super(on);
        }

        @Override
        void restore(Seen seen, int version) {
            registry.transition(model, version, ModelStage.PRODUCTION);
            write(seen, "rolled back to " + version);
        }
    }

    static final class RestoresTheOldest extends RegistryRollouts {
        RestoresTheOldest(Registry on) {
            super(on);
        }

        @Override
        int lastRetired(Seen seen) {
            return seen.retired().get(0);
        }
    }

    static final class WritesBeforeItRefuses extends RegistryRollouts {
        WritesBeforeItRefuses(Registry on) {
            super(on);
        }

        @Override
        public void promote(int version) {
            Seen seen = look();
            write(seen, "promoted " + version);
            requirePromotable(seen, version);
            replaceProduction(seen, version);
        }
    }

    static final class RewritesHistory extends RegistryRollouts {
        RewritesHistory(Registry on) {
            super(on);
        }

        @Override
        public void abort() {
            super.abort();
            Seen seen = look();
            List<String> shorter = seen.history().subList(0, seen.history().size() - 2);
            write(new Seen(seen.phases(), seen.retired(), shorter), "aborted");
        }
    }

    static final class AbortsInHistoryAlone extends RegistryRollouts {
        AbortsInHistoryAlone(Registry on) {
            super(on);
        }

        @Override
        public void abort() {
            Seen seen = look();
            require(seen.has(RolloutPhase.CANARY), "no canary runs");
            write(seen, "aborted");
        }
    }

    /** Looks who is to be retired before it has the lock: whoever is promoted meanwhile stays in production as well. */
    static class LooksWithoutLock extends RegistryRollouts {
        LooksWithoutLock(Registry on) {
            super(on);
        }

        @Override
        public void promote(int version) {
            Seen old = look();
            afterLook();
            locked(() -> {
                Seen seen = look();
                requirePromotable(seen, version);
                replaceProduction(old.with(seen.phase(version), version), version);
                write(seen, "promoted " + version);
                return true;
            });
        }

        void afterLook() {}
    }

    /** The same, and who has looked waits for another to look too: the race happens each time that it can. */
    static final class LooksTogether extends LooksWithoutLock {
        private final CyclicBarrier both = new CyclicBarrier(2);

        LooksTogether(Registry on) {
            super(on);
        }

        @Override
        void afterLook() {
            try {
                both.await(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (BrokenBarrierException | TimeoutException e) {
                both.reset();
            }
        }
    }
}
