package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of the model of a rollout service: where each version stands, and which was retired when.
 *
 * @since 0.1.0
 */
public final class RolloutState {

    static final RolloutState EMPTY = new RolloutState(Map.of(), List.of());

    private final Map<Integer, RolloutPhase> phases;
    private final List<Integer> retired;

    private RolloutState(Map<Integer, RolloutPhase> phases, List<Integer> retired) {
        this.phases = Collections.unmodifiableMap(new TreeMap<>(phases));
        this.retired = List.copyOf(retired);
    }

    /** Return where each version stands, in the order of their numbers. */
    public Map<Integer, RolloutPhase> phases() {
        return phases;
    }

    /** Return the versions that can be restored, the one that was retired last first. */
    public List<Integer> candidates() {
        List<Integer> latestFirst = new ArrayList<>(retired);
        Collections.reverse(latestFirst);
        return latestFirst;
    }

    /** Return the version in production; empty if none was promoted yet. */
    public Optional<Integer> production() {
        return in(RolloutPhase.PRODUCTION);
    }

    /** Return the version that gets a share of the requests; empty if none does. */
    public Optional<Integer> canary() {
        return in(RolloutPhase.CANARY);
    }

    /** Return the number that the next version gets. */
    public int next() {
        return phases.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    }

    private Optional<Integer> in(RolloutPhase phase) {
        return phases.entrySet().stream()
                .filter(entry -> entry.getValue() == phase)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Return all versions, and at last one that there is not. */
    public List<Integer> versionsAndOneMore() {
        List<Integer> versions = new ArrayList<>(phases.keySet());
        versions.add(next());
        return versions;
    }

    boolean is(int version, RolloutPhase phase) {
        return phases.get(version) == phase;
    }

    boolean canStartCanary(int version) {
        return is(version, RolloutPhase.STAGING)
                && canary().isEmpty()
                && production().isPresent();
    }

    /** While a canary runs, no other version overtakes it. */
    boolean canPromote(int version) {
        return is(version, RolloutPhase.CANARY) || (is(version, RolloutPhase.STAGING) && canary().isEmpty());
    }

    boolean canRollBackTo(int version) {
        return is(version, RolloutPhase.RETIRED);
    }

    boolean canRollBack() {
        return !retired.isEmpty();
    }

    /** Return the state with a version in a phase; what gets retired is the first candidate to be restored. */
    public RolloutState with(int version, RolloutPhase phase) {
        Map<Integer, RolloutPhase> changed = new TreeMap<>(phases);
        changed.put(version, phase);
        List<Integer> order = new ArrayList<>(retired);
        order.remove((Integer) version);
        if (phase == RolloutPhase.RETIRED) {
            order.add(version);
        }
        return new RolloutState(changed, order);
    }

    /** Return the state with a version in production, and the one that was there retired. */
    public RolloutState withProduction(int version) {
        return production()
                .map(old -> with(old, RolloutPhase.RETIRED))
                .orElse(this)
                .with(version, RolloutPhase.PRODUCTION);
    }

    RolloutState registered() {
        return with(next(), RolloutPhase.STAGING);
    }

    RolloutState withCanary(int version) {
        return with(version, RolloutPhase.CANARY);
    }

    RolloutState aborted() {
        return with(canary().orElseThrow(), RolloutPhase.STAGING);
    }

    RolloutState rolledBack() {
        return withProduction(candidates().get(0));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RolloutState state && phases.equals(state.phases) && retired.equals(state.retired);
    }

    @Override
    public int hashCode() {
        return 31 * phases.hashCode() + retired.hashCode();
    }

    /** Return where each version stands, and in which order some were retired. */
    @Override
    public String toString() {
        return phases + (retired.isEmpty() ? "" : ", retired in the order " + retired);
    }
}
