package io.mmp.test.mlflow;

import org.jspecify.annotations.Nullable;

/** Asserts on where a model version comes from. */
public final class LineageAssert extends MlflowAssert<LineageAssert, Lineage> {

    LineageAssert(@Nullable Lineage actual) {
        super(actual, LineageAssert.class);
    }

    /** Verify the git commit of the code that trained the version. */
    public LineageAssert hasGitCommit(String sha) {
        isNotNull();
        return holds(sha.equals(actual.gitCommit()), "git commit '%s'".formatted(sha));
    }

    /** Verify that the version was trained on a dataset of this name and digest. */
    public LineageAssert hasDataset(String name, String digest) {
        isNotNull();
        RunDataset dataset = new RunDataset(name, digest);
        return holds(actual.datasets().contains(dataset), "dataset '%s'".formatted(dataset));
    }

    /** Verify who approved the version. */
    public LineageAssert hasApprover(String name) {
        isNotNull();
        return holds(name.equals(actual.approver()), "approver '%s'".formatted(name));
    }

    private LineageAssert holds(boolean holds, String expected) {
        if (!holds) {
            failWithMessage("%nExpecting lineage of %s to have %s, but it is: %s", actual, expected, actual.line());
        }
        return this;
    }
}
