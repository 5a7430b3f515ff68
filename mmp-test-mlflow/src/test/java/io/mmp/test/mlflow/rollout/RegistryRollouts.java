package io.mmp.test.mlflow.rollout;

import io.mmp.test.lifecycle.RolloutPhase;
import io.mmp.test.lifecycle.RolloutService;
import io.mmp.test.lifecycle.RolloutView;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.ModelSnapshot;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.client.ModelVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A rollout service on the registry, as a team would write it: stages for all to see, an alias for the predictors, tags for what MLflow
 * does not know.
 *
 * <p>What it reads and what it writes are many calls, so that two of them need a lock that both have.
 */
class RegistryRollouts implements RolloutService, AutoCloseable {

    private static final String HISTORY = "history";
    private static final String CANARY = "canary";
    private static final String RETIRED = "retired";

    final MlflowRegistry registry;
    final String model;
    private final String runId;
    private final Lock lock;

    RegistryRollouts(Registry on) {
        this.registry = on.registry();
        this.model = Registry.newName();
        this.runId = on.runId();
        this.lock = new ReentrantLock();
        registry.createModel(model);
    }

    /** A registry that many services use, each with a model of its own. */
    record Registry(MlflowRegistry registry, String runId) {

        private static final AtomicInteger MODELS = new AtomicInteger();

        private static String newName() {
            return "fraud-" + MODELS.incrementAndGet();
        }
    }

    /** One look at the registry. */
    record Seen(Map<Integer, RolloutPhase> phases, List<Integer> retired, List<String> history) {

        RolloutPhase phase(int version) {
            return phases.get(version);
        }

        Seen with(RolloutPhase phase, int version) {
            Map<Integer, RolloutPhase> changed = new TreeMap<>(phases);
            changed.put(version, phase);
            return new Seen(changed, retired, history);
        }

        boolean has(RolloutPhase phase) {
            return phases.containsValue(phase);
        }

        List<Integer> in(RolloutPhase phase) {
            return phases.keySet().stream()
                    .filter(version -> phases.get(version) == phase)
                    .toList();
        }
    }

    Seen look() {
        ModelSnapshot snapshot = registry.snapshot(model);
        Map<Integer, RolloutPhase> phases = new TreeMap<>();
        snapshot.versions().forEach(version -> phases.put(version.version(), phase(version)));
        List<Integer> retired = snapshot.versions().stream()
                .filter(version -> phase(version) == RolloutPhase.RETIRED)
                .sorted(Comparator.comparing(
                        version -> Integer.valueOf(version.tags().getOrDefault(RETIRED, "0"))))
                .map(ModelVersion::version)
                .toList();
        String history = snapshot.model().tags().getOrDefault(HISTORY, "");
        return new Seen(phases, retired, history.isEmpty() ? List.of() : List.of(history.split(";")));
    }

    private static RolloutPhase phase(ModelVersion version) {
        return switch (version.stage()) {
            case PRODUCTION -> RolloutPhase.PRODUCTION;
            case ARCHIVED -> RolloutPhase.RETIRED;
            default -> version.tags().containsKey(CANARY) ? RolloutPhase.CANARY : RolloutPhase.STAGING;
        };
    }

    void write(Seen seen, String entry) {
        List<String> history = new ArrayList<>(seen.history());
        history.add(entry);
        registry.setModelTag(model, HISTORY, String.join(";", history));
    }

    /** Run it alone. */
    <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable body) {
        locked(() -> {
            body.run();
            return true;
        });
    }

    @Override
    public int register() {
        return locked(() -> {
            Seen seen = look();
            int version = registry.createVersion(model, runId, "model").version();
            registry.transition(model, version, ModelStage.STAGING);
            write(seen, "registered " + version);
            return version;
        });
    }

    @Override
    public void startCanary(int version) {
        locked(() -> {
            Seen seen = look();
            require(seen.phase(version) == RolloutPhase.STAGING, version + " is not in staging");
            require(!seen.has(RolloutPhase.CANARY), "another canary runs");
            require(seen.has(RolloutPhase.PRODUCTION), "nothing is in production");
            registry.setVersionTag(model, version, CANARY, "10%");
            write(seen, "canary " + version);
        });
    }

    @Override
    public void promote(int version) {
        locked(() -> {
            Seen seen = look();
            requirePromotable(seen, version);
            replaceProduction(seen, version);
            write(seen, "promoted " + version);
        });
    }

    static void requirePromotable(Seen seen, int version) {
        RolloutPhase phase = seen.phase(version);
        require(
                phase == RolloutPhase.CANARY || (phase == RolloutPhase.STAGING && !seen.has(RolloutPhase.CANARY)),
                version + " cannot be promoted");
    }

    void replaceProduction(Seen seen, int version) {
        for (int old : seen.in(RolloutPhase.PRODUCTION)) {
            registry.setVersionTag(
                    model, old, RETIRED, Integer.toString(seen.history().size()));
            registry.transition(model, old, ModelStage.ARCHIVED);
        }
        if (seen.phase(version) == RolloutPhase.CANARY) {
            registry.deleteVersionTag(model, version, CANARY);
        }
        registry.transition(model, version, ModelStage.PRODUCTION);
        registry.setAlias(model, "production", version);
    }

    @Override
    public void abort() {
        locked(() -> {
            Seen seen = look();
            require(seen.has(RolloutPhase.CANARY), "no canary runs");
            int canary = seen.in(RolloutPhase.CANARY).get(0);
            registry.deleteVersionTag(model, canary, CANARY);
            write(seen, "aborted " + canary);
        });
    }

    @Override
    public void rollback() {
        locked(() -> {
            Seen seen = look();
            require(!seen.retired().isEmpty(), "nothing is retired");
            restore(seen, lastRetired(seen));
        });
    }

    int lastRetired(Seen seen) {
        return seen.retired().get(seen.retired().size() - 1);
    }

    @Override
    public void rollbackTo(int version) {
        locked(() -> {
            Seen seen = look();
            require(seen.phase(version) == RolloutPhase.RETIRED, version + " is not retired");
            restore(seen, version);
        });
    }

    void restore(Seen seen, int version) {
        replaceProduction(seen, version);
        write(seen, "rolled back to " + version);
    }

    @Override
    public List<Integer> candidates() {
        return locked(() -> {
            List<Integer> latestFirst = new ArrayList<>();
            look().retired().forEach(version -> latestFirst.add(0, version));
            return latestFirst;
        });
    }

    @Override
    public boolean validate(int version) {
        return locked(() -> look().phase(version) == RolloutPhase.RETIRED);
    }

    @Override
    public RolloutView view() {
        Seen seen = look();
        return RolloutView.of(seen.phases()).withHistory(seen.history());
    }

    @Override
    public void close() {
        registry.deleteModel(model);
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
