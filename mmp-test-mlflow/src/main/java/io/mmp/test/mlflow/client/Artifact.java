package io.mmp.test.mlflow.client;

/**
 * Describes a file or a directory among the artifacts of a run or a model version.
 *
 * @param path the path below the artifact root, with {@code /} between its names
 * @param size the bytes of a file, 0 for a directory
 * @since 0.1.0
 */
public record Artifact(String path, boolean isDirectory, long size) {

    /** Return the last name of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return isDirectory ? path + "/" : path;
    }
}
