package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A right rollout service in memory, with methods that broken ones replace. */
class MemoryRollouts implements RolloutService {

    final Map<Integer, RolloutPhase> phases = new TreeMap<>();
    final List<Integer> retired = new ArrayList<>();
    final List<String> history = new ArrayList<>();

    @Override
    public synchronized int register() {
        int version = phases.size() + 1;
        phases.put(version, RolloutPhase.STAGING);
        history.add("registered " + version);
        return version;
    }

    @Override
    public synchronized void startCanary(int version) {
        require(phases.get(version) == RolloutPhase.STAGING, version + " is not in staging");
        require(!phases.containsValue(RolloutPhase.CANARY), "another canary runs");
        require(phases.containsValue(RolloutPhase.PRODUCTION), "nothing is in production");
        phases.put(version, RolloutPhase.CANARY);
        history.add("started canary " + version);
    }

    @Override
    public synchronized void promote(int version) {
        RolloutPhase phase = phases.get(version);
        require(
                phase == RolloutPhase.CANARY
                        || (phase == RolloutPhase.STAGING && !phases.containsValue(RolloutPhase.CANARY)),
                version + " cannot be promoted");
        retire();
        bring(version);
        history.add("promoted " + version);
    }

    @Override
    public synchronized void abort() {
        require(phases.containsValue(RolloutPhase.CANARY), "no canary runs");
        phases.replaceAll((version, phase) -> phase == RolloutPhase.CANARY ? RolloutPhase.STAGING : phase);
        history.add("aborted");
    }

    @Override
    public synchronized void rollback() {
        require(!retired.isEmpty(), "nothing is retired");
        rollbackTo(lastRetired());
    }

    @Override
    public synchronized void rollbackTo(int version) {
        require(retired.contains(version), version + " is not retired");
        retireForRollback();
        retired.remove((Integer) version);
        bring(version);
        history.add("rolled back to " + version);
    }

    @Override
    public synchronized List<Integer> candidates() {
        List<Integer> latestFirst = new ArrayList<>();
        retired.forEach(version -> latestFirst.add(0, version));
        return latestFirst;
    }

    @Override
    public synchronized boolean validate(int version) {
        return retired.contains(version);
    }

    @Override
    public synchronized RolloutView view() {
        return RolloutView.of(phases).withHistory(history).withPredictions(predictions());
    }

    int lastRetired() {
        return retired.get(retired.size() - 1);
    }

    void retireForRollback() {
        retire();
    }

    void retire() {
        phases.forEach((version, phase) -> {
            if (phase == RolloutPhase.PRODUCTION) {
                retired.add(version);
            }
        });
        phases.replaceAll((version, phase) -> phase == RolloutPhase.PRODUCTION ? RolloutPhase.RETIRED : phase);
    }

    void bring(int version) {
        phases.put(version, RolloutPhase.PRODUCTION);
    }

    List<Double> predictions() {
        return phases.entrySet().stream()
                .filter(entry -> entry.getValue() == RolloutPhase.PRODUCTION)
                .map(entry -> 1.0 / entry.getKey())
                .toList();
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
