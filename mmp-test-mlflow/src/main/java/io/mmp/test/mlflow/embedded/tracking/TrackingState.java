package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.file.ArtifactUri;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The experiments, runs and logged models of one server; the router lets one request at a time touch them. */
public final class TrackingState {

    final Map<Long, Experiment> experiments = new LinkedHashMap<>();
    final Map<String, Run> runs = new LinkedHashMap<>();
    final Map<String, LoggedModel> models = new LinkedHashMap<>();

    private long nextExperimentId;

    private TrackingState() {}

    /** Create the state of a new server, which has the experiment 0. */
    public static TrackingState fresh() {
        TrackingState state = new TrackingState();
        state.createExperiment("Default", "");
        return state;
    }

    /** Create a state without anything, which a real server never has. */
    static TrackingState empty() {
        return new TrackingState();
    }

    /** Create an experiment with the next id; an empty location stands for a directory of the server. */
    Experiment createExperiment(String name, String artifactLocation) {
        long id = nextExperimentId;
        String location = artifactLocation.isEmpty() ? ArtifactUri.of(String.valueOf(id)) : artifactLocation;
        return add(new Experiment(id, name, location, System.currentTimeMillis()));
    }

    /** Add an experiment that has an id. */
    Experiment add(Experiment experiment) {
        experiments.put(experiment.id, experiment);
        nextExperimentId = Math.max(nextExperimentId, experiment.id + 1);
        return experiment;
    }

    /** Return an experiment by the id of a request; an empty one is experiment 0. */
    public Experiment experiment(String id) {
        return findExperiment(id).orElseThrow(() -> noExperiment(id));
    }

    /** Return an experiment that is in a lifecycle stage, or fail as if it were not there. */
    Experiment experiment(String id, Lifecycle stage) {
        return findExperiment(id)
                .filter(experiment -> experiment.lifecycle == stage)
                .orElseThrow(() -> noExperiment(id));
    }

    /** Return an experiment that may be changed. */
    public Experiment activeExperiment(String id) {
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

    /** Tell whether there is an experiment of exactly that id, also a deleted one. */
    public boolean hasExperiment(String id) {
        return experiments.values().stream().anyMatch(known -> id.equals(String.valueOf(known.id)));
    }

    /** Return a run, also a deleted one. */
    public Run run(String id) {
        return findRun(id).orElseThrow(() -> RestException.missing("Run with id=" + id + " not found"));
    }

    /** Return a run, also a deleted one, or nothing. */
    public Optional<Run> findRun(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    /** Return a run that may be changed. */
    Run activeRun(String id) {
        Run run = run(id);
        run.requireActive();
        return run;
    }

    /** Return a logged model, also a deleted one. */
    public LoggedModel model(String id) {
        return findModel(id).orElseThrow(() -> noModel(id));
    }

    /** Return a logged model that is not deleted. */
    public LoggedModel activeModel(String id) {
        return findActiveModel(id).orElseThrow(() -> noModel(id));
    }

    /** Return a logged model that is not deleted, or nothing. */
    public Optional<LoggedModel> findActiveModel(String id) {
        return findModel(id).filter(model -> model.lifecycle == Lifecycle.ACTIVE);
    }

    /** Return a logged model, also a deleted one, or nothing. */
    Optional<LoggedModel> findModel(String id) {
        return Optional.ofNullable(models.get(id));
    }

    /** Create the error for a logged model that is not there. */
    static RestException noModel(String id) {
        return RestException.missing("Logged model with ID '" + id + "' not found.");
    }

    private Optional<Experiment> findExperiment(String id) {
        BigInteger number = Validation.experimentId(id);
        Validation.requireDatabaseInteger(number);
        return Optional.ofNullable(experiments.get(number.longValue()));
    }

    private static RestException noExperiment(String id) {
        return RestException.missing("No Experiment with id=" + Validation.experimentId(id) + " exists");
    }
}
