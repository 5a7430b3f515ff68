package io.mmp.test.feast.embedded;

import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.serving.FeatureServer;
import io.mmp.test.feast.serving.OnlineStore;
import io.mmp.test.feast.serving.SdkClient;
import io.mmp.test.feast.store.FeastException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client and the server of an online store, each made when somebody asks for it: to load gRPC alone takes a new JVM a second. */
final class Serving {

    private final Supplier<FeatureRegistry> registry;
    private final OnlineStore store;
    private @Nullable SdkClient client;
    private @Nullable FeatureServer server;
    private boolean isClosed;

    Serving(Supplier<FeatureRegistry> registry, OnlineStore store) {
        this.registry = registry;
        this.store = store;
    }

    /** Return the client, which needs no server. */
    synchronized SdkClient client() {
        requireOpen();
        if (client == null) {
            client = SdkClient.inProcess(registry, store);
        }
        return client;
    }

    /** Return where the server listens. */
    synchronized InetSocketAddress address() {
        requireOpen();
        if (server == null) {
            server = FeatureServer.start(registry, store);
        }
        return server.address();
    }

    private void requireOpen() {
        if (isClosed) {
            throw new FeastException("The feature store is closed.");
        }
    }

    /** Close the client and the server, as far as they were made. */
    synchronized void close() {
        isClosed = true;
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
