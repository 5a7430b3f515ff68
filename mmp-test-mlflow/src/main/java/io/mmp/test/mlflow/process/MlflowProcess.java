package io.mmp.test.mlflow.process;

import java.net.URI;
import java.util.function.Supplier;

/**
 * A real tracking server with a database and artifacts of its own.
 *
 * @param uri its tracking URI
 * @param pid its process id
 * @param end stops it and removes what it stored
 * @param output reads what it has written so far
 * @since 0.1.0
 */
public record MlflowProcess(URI uri, long pid, Runnable end, Supplier<String> output) implements AutoCloseable {

    /** Describe one whose output nobody reads. */
    public MlflowProcess(URI uri, long pid, Runnable end) {
        this(uri, pid, end, () -> "");
    }

    /** Return what the server has written so far, its last MiB when it is longer. */
    public String log() {
        return output.get();
    }

    /** Stop the server and remove what it stored. */
    @Override
    public void close() {
        end.run();
    }
}
