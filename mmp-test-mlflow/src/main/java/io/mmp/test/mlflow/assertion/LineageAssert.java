package io.mmp.test.mlflow.assertion;

import io.mmp.test.mlflow.client.Lineage;
import io.mmp.test.mlflow.client.RunDataset;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on where a model version comes from.
 *
 * @since 0.1.0
 */
public class LineageAssert extends AbstractMlflowAssert<LineageAssert, Lineage> {

    /** For {@code asInstanceOf} and {@code extracting} of other assertions. */
    public static final InstanceOfAssertFactory<Lineage, LineageAssert> LINEAGE =
            new InstanceOfAssertFactory<>(Lineage.class, LineageAssert::new);

    /** Assert on a lineage. */
    public LineageAssert(@Nullable Lineage actual) {
        super(actual, LineageAssert.class);
    }

    /**
     * Verify the git commit of the code that trained the version.
     *
     * <pre>{@code
     * // a version that was trained by the commit 3f2a9c1
     * assertThat(lineage).hasGitCommit("3f2a9c1"); // passes
     * assertThat(lineage).hasGitCommit("3f2a9c1d"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the lineage is null or has another commit, or none
     */
    public LineageAssert hasGitCommit(String sha) {
        isNotNull();
        return holds(sha != null && sha.equals(actual.gitCommit()), "git commit " + quoted(sha));
    }

    /**
     * Verify that the version was trained on a dataset of this name and digest.
     *
     * <pre>{@code
     * // a version that was trained on the dataset "tx" with the digest "d41d8c"
     * assertThat(lineage).hasDataset("tx", "d41d8c"); // passes
     * assertThat(lineage).hasDataset("tx", "9e107d"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the lineage is null or has no such dataset
     */
    public LineageAssert hasDataset(String name, String digest) {
        isNotNull();
        RunDataset dataset = new RunDataset(name, digest);
        return holds(actual.datasets().contains(dataset), "dataset '%s'".formatted(dataset));
    }

    /**
     * Verify who approved the version.
     *
     * <pre>{@code
     * // a version that jane approved
     * assertThat(lineage).hasApprover("jane"); // passes
     * assertThat(lineage).hasApprover("joe"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the lineage is null or has another approver, or none
     */
    public LineageAssert hasApprover(String name) {
        isNotNull();
        return holds(name != null && name.equals(actual.approver()), "approver " + quoted(name));
    }

    private LineageAssert holds(boolean holds, String expected) {
        if (!holds) {
            failWithMessage("%nExpecting lineage of %s to have %s, but it is: %s", actual, expected, actual.line());
        }
        return this;
    }
}
