package io.mmp.test.mlflow.embedded;

import io.mmp.test.mlflow.embedded.file.ArtifactStore;
import io.mmp.test.mlflow.embedded.registry.RegistryState;
import io.mmp.test.mlflow.embedded.tracking.TrackingState;
import io.mmp.test.mlflow.embedded.wire.Dispatcher;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.server.HttpServers;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads, in a thread of its own, the classes that the first request to an embedded server of a JVM would wait for.
 *
 * <p>They take more than half of the time of a first start. Meanwhile JUnit and the test load as many.
 */
final class FirstServer {

    private static final System.Logger LOG = System.getLogger(FirstServer.class.getName());

    private static final AtomicBoolean IS_PREPARED = new AtomicBoolean();

    private FirstServer() {}

    /** Begin, unless something in this JVM has begun already. */
    static void prepare() {
        if (IS_PREPARED.compareAndSet(false, true)) {
            Thread thread = new Thread(FirstServer::load, "mmp-embedded-mlflow-first");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void load() {
        try {
            OwnArtifacts none = new OwnArtifacts();
            Router router =
                    EmbeddedMlflow.routerFor(new ArtifactStore(none), TrackingState.fresh(), new RegistryState());
            new Dispatcher(router).unsupportedCalls();
            router.prepare("experiments");
            HttpServers.prepareAnswers();
            router.prepare("runs");
        } catch (RuntimeException | LinkageError missing) {
            // Whoever starts a server is told the same.
            LOG.log(Level.DEBUG, "The classes of the embedded MLflow server could not be loaded", missing);
        }
    }
}
