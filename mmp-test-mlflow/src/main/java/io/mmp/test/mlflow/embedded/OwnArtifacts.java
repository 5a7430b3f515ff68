package io.mmp.test.mlflow.embedded;

import io.mmp.test.server.PrivateDirectory;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The directory of a server that was given none: made when an artifact is asked for, as most tests have none, and removed with the server. */
final class OwnArtifacts implements Supplier<Path>, AutoCloseable {

    private @Nullable PrivateDirectory directory;
    private boolean isClosed;

    @Override
    public synchronized Path get() {
        if (isClosed) {
            throw new IllegalStateException("The embedded MLflow server is closed, and its artifacts are gone");
        }
        if (directory == null) {
            directory = PrivateDirectory.create("mlflow-artifacts");
        }
        return directory.path();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (directory != null) {
            directory.close();
        }
    }
}
