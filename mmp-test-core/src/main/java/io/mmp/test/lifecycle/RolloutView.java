package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout service shows of itself: where each version stands and, where there are any, its history and its predictions.
 *
 * @since 0.1.0
 */
public final class RolloutView {

    private final Map<Integer, RolloutPhase> phases;
    private final @Nullable List<String> history;
    private final @Nullable List<Double> predictions;

    private RolloutView(
            Map<Integer, RolloutPhase> phases, @Nullable List<String> history, @Nullable List<Double> predictions) {
        this.phases = Collections.unmodifiableMap(new TreeMap<>(phases));
        this.history = history;
        this.predictions = predictions;
    }

    /** Show where each version stands. */
    public static RolloutView of(Map<Integer, RolloutPhase> phases) {
        return new RolloutView(phases, null, null);
    }

    /** Show the history as well, its oldest entry first. */
    public RolloutView withHistory(List<String> entries) {
        return new RolloutView(phases, List.copyOf(entries), predictions);
    }

    /** Show what the version in production predicts for the same few inputs each time. */
    public RolloutView withPredictions(List<Double> values) {
        return new RolloutView(phases, history, List.copyOf(values));
    }

    /** Return where each version stands, in the order of their numbers. */
    public Map<Integer, RolloutPhase> phases() {
        return phases;
    }

    /** Return the history, its oldest entry first; empty if the service shows none. */
    public Optional<List<String>> history() {
        return Optional.ofNullable(history);
    }

    /** Return the predictions of the version in production; empty if they are not shown. */
    public Optional<List<Double>> predictions() {
        return Optional.ofNullable(predictions);
    }

    /** Return the versions in production: one, if all is well. */
    public List<Integer> production() {
        List<Integer> found = new ArrayList<>();
        phases.forEach((version, phase) -> {
            if (phase == RolloutPhase.PRODUCTION) {
                found.add(version);
            }
        });
        return found;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RolloutView view
                && phases.equals(view.phases)
                && Objects.equals(history, view.history)
                && Objects.equals(predictions, view.predictions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(phases, history, predictions);
    }

    /** Return what is shown. */
    @Override
    public String toString() {
        return phases
                + (history == null ? "" : ", history " + history)
                + (predictions == null ? "" : ", predictions " + predictions);
    }
}
