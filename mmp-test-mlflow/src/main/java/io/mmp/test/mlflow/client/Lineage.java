package io.mmp.test.mlflow.client;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a model version comes from and who let it pass.
 *
 * @param gitCommit the tag {@code mlflow.source.git.commit} of the version's run
 * @param datasets the inputs of the version's run
 * @param approver the version's own tag {@value #APPROVER_TAG}
 * @since 0.1.0
 */
public record Lineage(
        ModelVersion version,
        @Nullable String gitCommit,
        List<RunDataset> datasets,
        @Nullable String approver) {

    /** The tag of a model version that names its approver; MLflow itself has no such notion. */
    public static final String APPROVER_TAG = "approver";

    /** Copy the list, so that the record cannot be changed. */
    public Lineage {
        datasets = List.copyOf(datasets);
    }

    /** Return all of it in one line, such as {@code git 3f2a9c1, dataset tx@d41d8c, approved by jane}. */
    public String line() {
        String git = gitCommit == null ? "no git commit" : "git " + gitCommit;
        String data = datasets.isEmpty()
                ? "no dataset"
                : datasets.stream().map(dataset -> "dataset " + dataset).collect(joining(", "));
        return git + ", " + data + ", " + (approver == null ? "not approved" : "approved by " + approver);
    }

    /** Return {@code model version 'name/version'}. */
    @Override
    public String toString() {
        return version.toString();
    }
}
