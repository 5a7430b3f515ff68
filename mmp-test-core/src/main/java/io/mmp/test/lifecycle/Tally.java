package io.mmp.test.lifecycle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what was run, so that a test that tried nothing is no success. */
final class Tally {

    private final Map<String, int[]> counts = new LinkedHashMap<>();
    private long commands;

    Tally(Lifecycle<?, ?, ?> lifecycle) {
        lifecycle.commands().forEach(command -> counts.put(command.name, new int[2]));
    }

    void add(List<? extends Performed<?, ?>> steps) {
        steps.forEach(step -> add(step.step().command().name, step.outcome()));
    }

    private void add(String command, Outcome outcome) {
        commands++;
        int[] count = counts.computeIfAbsent(command, name -> new int[2]);
        count[outcome.is(Outcome.Kind.REFUSED) ? 1 : 0]++;
    }

    long commands() {
        return commands;
    }

    long refused() {
        return counts.values().stream().mapToLong(count -> count[1]).sum();
    }

    /** Return the commands that the service never did. */
    List<String> neverDone() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue()[0] == 0)
                .map(entry -> entry.getKey() + (entry.getValue()[1] == 0 ? " (never run)" : " (refused each time)"))
                .toList();
    }
}
