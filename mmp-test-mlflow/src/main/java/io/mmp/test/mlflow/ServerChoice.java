package io.mmp.test.mlflow;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Says which server tests get.
 *
 * @param kind what runs it
 * @param uri the address of one that runs already, instead of a kind
 * @param image the image of a server in a container, instead of the configured one
 */
record ServerChoice(
        IsolatedMlflow.Server kind,
        @Nullable URI uri,
        @Nullable String image) {

    static ServerChoice of(IsolatedMlflow.Server kind) {
        return new ServerChoice(kind, null, null);
    }
}
