package io.mmp.test.mlflow.client;

/**
 * A file or a directory among the artifacts of a run, as it was listed when it was looked up; its content is read when it is asked for.
 *
 * @since 0.1.0
 */
public final class LoggedArtifact {

    private final LoggedRun run;
    private final Artifact artifact;

    LoggedArtifact(LoggedRun run, Artifact artifact) {
        this.run = run;
        this.artifact = artifact;
    }

    /** Return the path below the artifact root, with {@code /} between its names. */
    public String path() {
        return artifact.path();
    }

    /** Tell whether it is a directory. */
    public boolean isDirectory() {
        return artifact.isDirectory();
    }

    /** Return the bytes of a file, 0 for a directory. */
    public long size() {
        return artifact.size();
    }

    /**
     * Return the content of a file.
     *
     * @throws MlflowException if it is a directory, or the download breaks off
     */
    public byte[] bytes() {
        return run.artifacts().read(path());
    }

    /**
     * Return the SHA-256 digest of a file as 64 lower-case hex digits.
     *
     * @throws MlflowException if it is a directory, or the download breaks off
     */
    public String sha256() {
        return run.artifacts().sha256(path());
    }

    /** Return {@code artifact 'path' of run 'name' (id)}. */
    @Override
    public String toString() {
        return "artifact '%s' of %s".formatted(artifact, run);
    }
}
