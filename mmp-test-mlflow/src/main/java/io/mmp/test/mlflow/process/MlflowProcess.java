package io.mmp.test.mlflow.process;

import java.net.URI;

/**
 * A real tracking server with a database and artifacts of its own.
 *
 * @param uri its tracking URI
 * @param pid its process id
 * @param end stops it and removes what it stored
 * @since 0.1.0
 */
public record MlflowProcess(URI uri, long pid, Runnable end) implements AutoCloseable {

    /** Stop the server and remove what it stored. */
    @Override
    public void close() {
        end.run();
    }
}
