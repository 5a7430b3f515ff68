package io.mmp.test.mlflow.state;

import io.mmp.test.Internal;
import java.util.List;

/**
 * All records of a state, checked: no id is there twice, and what is named is there.
 *
 * @since 0.1.0
 */
@Internal
public final class StateRecords {

    private final StateDocument state;

    private StateRecords(StateDocument state) {
        this.state = state;
    }

    /** Read a state into memory, and check it. */
    public static StateRecords of(MlflowState state) {
        return new StateRecords(state.checked());
    }

    public List<StateRecord> experiments() {
        return records(StateSection.EXPERIMENTS);
    }

    public List<StateRecord> runs() {
        return records(StateSection.RUNS);
    }

    public List<StateRecord> loggedModels() {
        return records(StateSection.LOGGED_MODELS);
    }

    public List<StateRecord> registeredModels() {
        return records(StateSection.REGISTERED_MODELS);
    }

    public List<StateRecord> modelVersions() {
        return records(StateSection.MODEL_VERSIONS);
    }

    private List<StateRecord> records(StateSection section) {
        return StateRecord.records(state.section(section), new StatePlace(state.name(), "").below(section.key()));
    }
}
