package io.mmp.test.mlflow.embedded;

import io.mmp.test.mlflow.embedded.file.ArtifactUri;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The experiments, runs and logged models of one server; the router lets one request at a time touch them. */
final class TrackingState {

    final Map<Integer, Experiment> experiments = new LinkedHashMap<>();
    final Map<String, Run> runs = new LinkedHashMap<>();
    final Map<String, LoggedModel> models = new LinkedHashMap<>();

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

    /** Return a logged model, also a deleted one. */
    LoggedModel model(String id) {
        return findModel(id).orElseThrow(() -> noModel(id));
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
        return number.bitLength() < 32 ? Optional.ofNullable(experiments.get(number.intValue())) : Optional.empty();
    }

    private static RestException noExperiment(String id) {
        return RestException.missing("No Experiment with id=" + Validation.experimentId(id) + " exists");
    }
}
