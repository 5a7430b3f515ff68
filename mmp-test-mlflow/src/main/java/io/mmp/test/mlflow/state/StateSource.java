package io.mmp.test.mlflow.state;

import io.mmp.test.mlflow.client.ServerExport;
import java.util.Map;
import java.util.stream.Stream;

/** Gives the records of a state, section by section. */
interface StateSource {

    /** Return the records of a section in their order. */
    Stream<? extends Map<String, ?>> records(StateSection section);

    /** Return the same records without the secrets in them. */
    default StateSource masked() {
        return section -> records(section).map(MaskedRecord::of);
    }

    /** Read from a server, each time anew. */
    static StateSource of(ServerExport server) {
        return section -> switch (section) {
            case EXPERIMENTS -> server.experiments();
            case RUNS -> server.runs();
            case LOGGED_MODELS -> server.loggedModels();
            case REGISTERED_MODELS -> server.registeredModels();
            case MODEL_VERSIONS -> server.modelVersions();
        };
    }
}
