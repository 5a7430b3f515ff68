package io.mmp.test.mlflow;

import io.mmp.test.mlflow.state.MlflowState;
import io.mmp.test.mlflow.state.StateRecord;
import io.mmp.test.mlflow.state.StateRecords;
import java.util.Comparator;

/** The experiment of a server of the tests' own to which goes what names no other. */
record OwnExperiment(String id, String name) {

    /** The one that each new server has. */
    static final OwnExperiment DEFAULT = new OwnExperiment("0", "Default");

    /** Return the active one with the lowest id, nearly always 0: a subprocess is told its name, which must be the one of this id. */
    static OwnExperiment of(MlflowState state) {
        return StateRecords.of(state).experiments().stream()
                .filter(experiment ->
                        experiment.text("lifecycle_stage", "active").equals("active"))
                .min(Comparator.comparingLong(
                        (StateRecord experiment) -> Long.parseLong(experiment.text("experiment_id"))))
                .map(experiment -> new OwnExperiment(experiment.text("experiment_id"), experiment.text("name")))
                .orElse(DEFAULT);
    }
}
