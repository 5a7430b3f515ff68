package io.mmp.test.mlflow.differential;

import java.util.ArrayList;
import java.util.List;

/** What a generated sequence has made so far, so that later requests find something. */
final class World {

    private static final int KEPT = 40;

    private final List<String> runs = new ArrayList<>(List.of("nowhere"));
    private final List<String> experiments = new ArrayList<>(List.of("0"));
    private final List<String> loggedModels = new ArrayList<>(List.of("nowhere"));
    private final long start;
    private long time;

    /** Start a world whose times no other world has. */
    World(long seed) {
        start = seed * 1_000_000;
        time = start;
    }

    /** Remember a run. */
    void addRun(String id) {
        add(runs, id);
    }

    /** Remember an experiment. */
    void addExperiment(String id) {
        add(experiments, id);
    }

    /** Remember a logged model. */
    void addLoggedModel(String id) {
        add(loggedModels, id);
    }

    /** Return a run, most often one of the latest. */
    String run(Draw draw) {
        return draw.from(runs);
    }

    /** Return an experiment, seldom one that is not there. */
    String experiment(Draw draw) {
        return draw.oneIn(25) ? "999999" : draw.from(experiments);
    }

    /** Return the id of a logged model. */
    String loggedModel(Draw draw) {
        return draw.from(loggedModels);
    }

    /** Return the name of a model, which may be there or not. */
    String model(Draw draw) {
        return "model-" + draw.below(12);
    }

    /** Return a time that a run may have been given. */
    long time(Draw draw) {
        return start + draw.below(500);
    }

    /** Return a time that no other request was given. */
    long nextTime() {
        return ++time;
    }

    private static void add(List<String> ids, String id) {
        if (!ids.contains(id)) {
            ids.add(id);
        }
        if (ids.size() > KEPT) {
            ids.remove(1);
        }
    }
}
