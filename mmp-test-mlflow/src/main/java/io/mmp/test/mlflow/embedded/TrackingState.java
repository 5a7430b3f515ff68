package io.mmp.test.mlflow.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The experiments and runs of one server; the router lets one request at a time touch them. */
final class TrackingState {

    final Map<Integer, Experiment> experiments = new LinkedHashMap<>();
    final Map<String, Run> runs = new LinkedHashMap<>();

    TrackingState() {
        createExperiment("Default", "");
    }

    /** Create an experiment with the next id; an empty location stands for a directory of the server. */
    Experiment createExperiment(String name, String artifactLocation) {
        int id = experiments.size();
        Experiment experiment = new Experiment(
                id, name, artifactLocation.isEmpty() ? ArtifactUri.of(String.valueOf(id)) : artifactLocation);
        experiments.put(id, experiment);
        return experiment;
    }

    /** Return an experiment by the id of a request; an empty one is experiment 0. */
    Experiment experiment(String id) {
        return findExperiment(id).orElseThrow(() -> noExperiment(id));
    }

    /** Return an experiment that is in a lifecycle stage, or fail as if it were not there. */
    Experiment experiment(String id, Lifecycle stage) {
        return findExperiment(id)
                .filter(experiment -> experiment.lifecycle == stage)
                .orElseThrow(() -> noExperiment(id));
    }

    /** Return an experiment that may be changed. */
    Experiment activeExperiment(String id) {
        Experiment experiment = experiment(id);
        if (experiment.lifecycle != Lifecycle.ACTIVE) {
            throw RestException.invalid("The experiment %s must be in the 'active' state. Current state is %s."
                    .formatted(experiment.id, experiment.lifecycle.wireName()));
        }
        return experiment;
    }

    /** Return an experiment by its name, also a deleted one. */
    Optional<Experiment> experimentNamed(String name) {
        return experiments.values().stream()
                .filter(experiment -> experiment.name.equals(name))
                .findFirst();
    }

    /** Return a run, also a deleted one. */
    Run run(String id) {
        Run run = runs.get(id);
        if (run == null) {
            throw RestException.missing("Run with id=" + id + " not found");
        }
        return run;
    }

    /** Return a run that may be changed. */
    Run activeRun(String id) {
        Run run = run(id);
        run.requireActive();
        return run;
    }

    private Optional<Experiment> findExperiment(String id) {
        return Optional.ofNullable(experiments.get(Validation.experimentId(id).intValue()));
    }

    private static RestException noExperiment(String id) {
        return RestException.missing("No Experiment with id=" + Validation.experimentId(id) + " exists");
    }
}
