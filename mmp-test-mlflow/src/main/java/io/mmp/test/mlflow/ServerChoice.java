package io.mmp.test.mlflow;

import io.mmp.test.mlflow.state.MlflowState;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Says which server tests get.
 *
 * @param kind what runs it
 * @param uri the address of one that runs already, instead of a kind
 * @param image the image of a server in a container, instead of the configured one
 * @param state what an embedded one has in the beginning
 */
record ServerChoice(
        IsolatedMlflow.Server kind,
        @Nullable URI uri,
        @Nullable String image,
        @Nullable MlflowState state) {

    static ServerChoice of(IsolatedMlflow annotation) {
        String state = annotation.state();
        return new ServerChoice(annotation.server(), null, null, state.isEmpty() ? null : MlflowState.named(state));
    }
}
