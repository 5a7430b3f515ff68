package io.mmp.test.mlflow.state;

import io.mmp.test.mlflow.client.ServerExport;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an MLflow server has: experiments, runs with all values of their metrics, logged models, registered models and their versions.
 *
 * <p>It comes from a running server or from a file, and goes to a file or into an
 * {@link io.mmp.test.mlflow.embedded.EmbeddedMlflow embedded server}, which keeps the ids of experiments, runs and logged models
 * and the numbers of versions.
 *
 * <pre>{@code
 * MlflowState.of(URI.create("http://mlflow.example:5000")).writeTo(Path.of("src/test/resources/state/two-models.json"));
 * }</pre>
 *
 * <p>What the REST interface of MLflow does not tell is not part of it: deleted logged models and deleted versions. Neither are traces and evaluation
 * datasets.
 *
 * @since 0.1.0
 */
public final class MlflowState {

    /** Up to this size, in bytes, the content of an artifact is part of the state. */
    static final long MAX_ARTIFACT = 1 << 20;

    private final String name;
    private final @Nullable URI server;
    private final long maxArtifact;
    private final @Nullable StateDocument document;
    private final boolean isMasked;

    private MlflowState(
            String name, @Nullable URI server, long maxArtifact, @Nullable StateDocument document, boolean isMasked) {
        this.name = name;
        this.server = server;
        this.maxArtifact = maxArtifact;
        this.document = document;
        this.isMasked = isMasked;
    }

    /**
     * Return what the server of a tracking URI has; it is asked when the state is written or used, and each time anew.
     *
     * <p>Artifacts of up to 1 MiB are part of the state; of larger ones it has the size and the digest. A server that keeps the artifacts elsewhere than below
     * {@code mlflow-artifacts:/} gives a state without them.
     *
     * @throws IllegalArgumentException if it is not the address of a server
     */
    public static MlflowState of(URI trackingUri) {
        ServerExport.at(trackingUri, MAX_ARTIFACT);
        return new MlflowState(trackingUri.toString(), trackingUri, MAX_ARTIFACT, null, false);
    }

    /**
     * Read a state that was written to a file.
     *
     * @throws MlflowStateException if there is no such file, or if it is not a state
     */
    public static MlflowState read(Path file) {
        String name = file.toString();
        try {
            return of(name, StateReader.read(name, Files.newInputStream(file)));
        } catch (NoSuchFileException missing) {
            throw new MlflowStateException(
                    "State '%s' is missing: there is no file %s. Write it with MlflowState.of(uri).writeTo(file), or correct the path."
                            .formatted(name, file.toAbsolutePath()),
                    missing);
        } catch (IOException failure) {
            throw new MlflowStateException("State '%s' cannot be read: %s".formatted(name, failure), failure);
        }
    }

    /**
     * Read a state from the class path, or else from a file: {@code state/two-models.json} is {@code src/test/resources/state/two-models.json}
     * in most builds.
     *
     * @param name a name on the class path; or a path, relative to the working directory or absolute
     * @throws MlflowStateException if there is neither, or if it is not a state
     */
    public static MlflowState named(String name) {
        URL resource = classLoader().getResource(name.startsWith("/") ? name.substring(1) : name);
        if (resource == null) {
            Path file = Path.of(name);
            if (Files.exists(file)) {
                return read(file);
            }
            throw new MlflowStateException(
                    "State '%s' is missing: it is neither on the class path (such as src/test/resources/%s) nor the file %s. Write it with MlflowState.of(uri).writeTo(file), or correct the name."
                            .formatted(name, name, file.toAbsolutePath()));
        }
        try {
            return of(name, StateReader.read(name, resource.openStream()));
        } catch (IOException failure) {
            throw new MlflowStateException("State '%s' cannot be read: %s".formatted(name, failure), failure);
        }
    }

    private static ClassLoader classLoader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread != null ? ofThread : Objects.requireNonNull(MlflowState.class.getClassLoader());
    }

    private static MlflowState of(String name, StateDocument document) {
        return new MlflowState(name, null, MAX_ARTIFACT, document, false);
    }

    /**
     * Return the same with the content of artifacts up to another size; of a file that was read nothing changes.
     *
     * @param bytes the size up to which a file is part of the state as a whole
     */
    public MlflowState withArtifactsUpTo(long bytes) {
        return new MlflowState(name, server, Math.max(bytes, 0), document, isMasked);
    }

    /** Return the same without the artifacts of the server, neither content nor names; of a file that was read nothing changes. */
    public MlflowState withoutArtifacts() {
        return new MlflowState(name, server, -1, document, isMasked);
    }

    /**
     * Return the same with {@code ***} for the values of params and tags that are named like secrets, and for what looks like a secret in
     * other values, in descriptions and in the sources of data and models. Artifacts are not looked into.
     */
    public MlflowState withoutSecrets() {
        return new MlflowState(name, server, maxArtifact, document, true);
    }

    /**
     * Write a file with a line for each record, which appears when it is complete; one that is there is replaced.
     *
     * <p>A server is read page by page, so that memory does not limit what it has.
     *
     * @throws io.mmp.test.mlflow.client.MlflowException if the server does not answer
     * @throws MlflowStateException if the file cannot be written
     */
    public void writeTo(Path file) {
        StateWriter.write(file, source());
    }

    /** Return all records, checked. */
    StateDocument checked() {
        return document != null && !isMasked ? document : StateDocument.of(name, source());
    }

    private StateSource source() {
        StateSource source = document != null
                ? document
                : StateSource.of(ServerExport.at(Objects.requireNonNull(server), maxArtifact));
        return isMasked ? source.masked() : source;
    }

    /** Return {@code state 'name'}. */
    @Override
    public String toString() {
        return "state '%s'".formatted(name);
    }

    /**
     * Write what a server has to a file: {@code java -cp ... io.mmp.test.mlflow.state.MlflowState URI FILE}.
     *
     * @param args the tracking URI and the file
     */
    public static void main(String[] args) {
        if (args.length != 2) {
            throw new IllegalArgumentException(
                    "Two arguments are needed, a tracking URI and a file, such as http://127.0.0.1:5000 state.json, but there are "
                            + args.length + ".");
        }
        of(URI.create(args[0])).writeTo(Path.of(args[1]));
    }
}
