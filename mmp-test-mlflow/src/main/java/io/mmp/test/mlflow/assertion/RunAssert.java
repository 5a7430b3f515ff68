package io.mmp.test.mlflow.assertion;

import io.mmp.test.mlflow.client.Inventory;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.RunData;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on a run of a tracking server: its data, its metric histories and its artifacts.
 *
 * @since 0.1.0
 */
public class RunAssert extends AbstractRunAssert<RunAssert, LoggedRun> {

    /** For {@code asInstanceOf} and {@code extracting} of other assertions. */
    public static final InstanceOfAssertFactory<LoggedRun, RunAssert> LOGGED_RUN =
            new InstanceOfAssertFactory<>(LoggedRun.class, RunAssert::new);

    private final List<PathMatcher> ignored = new ArrayList<>();

    /** Assert on a run. */
    public RunAssert(@Nullable LoggedRun actual) {
        super(actual, RunAssert.class);
    }

    @Override
    RunData data() {
        isNotNull();
        return actual.data();
    }

    /**
     * Verify the name of the run's experiment.
     *
     * <pre>{@code
     * // a run in the experiment "fraud"
     * assertThat(run).hasExperiment("fraud"); // passes
     * assertThat(run).hasExperiment("Default"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null or in another experiment
     * @throws io.mmp.test.mlflow.client.MlflowException if the server does not answer
     */
    public RunAssert hasExperiment(String name) {
        isNotNull();
        return is("experiment", name, actual.experimentName());
    }

    /**
     * Verify that the run has an artifact, file or directory.
     *
     * <pre>{@code
     * // a run with the artifact model/MLmodel
     * assertThat(run).hasArtifact("model").hasArtifact("model/MLmodel"); // passes
     * assertThat(run).hasArtifact("MLmodel"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null or has no such artifact
     * @throws IllegalArgumentException if no artifact can have this path
     * @throws io.mmp.test.mlflow.client.MlflowException if the server does not answer
     */
    public RunAssert hasArtifact(String path) {
        isNotNull();
        if (path == null || actual.artifacts().find(path).isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have artifact %s, but it has %s",
                    actual, quoted(path), Inventory.of(actual.artifacts()));
        }
        return this;
    }

    /**
     * Verify that the run has an artifact, and go on with assertions on its content.
     *
     * <pre>{@code
     * // a run with the artifact notes.txt, whose text is "ok"
     * assertThat(run).artifact("notes.txt").hasText("ok"); // passes
     * assertThat(run).artifact("notes.txt").hasText("no"); // fails
     * assertThat(run).artifact("other.txt"); // fails
     * }</pre>
     *
     * @return an assertion on the artifact, with the description, the messages and the representation of this one
     * @throws AssertionError if the run is null or has no such artifact
     * @throws IllegalArgumentException if no artifact can have this path
     * @throws io.mmp.test.mlflow.client.MlflowException if the server does not answer
     */
    // Final, so that a soft assertion collects what is missing and goes on with an assertion on nothing.
    public final ArtifactAssert artifact(String path) {
        hasArtifact(path);
        return extractingForProxy(
                run -> path == null ? null : run.artifact(path).orElse(null), ArtifactAssert::new);
    }

    /**
     * Verify that the run has a metric, and go on with assertions on all its values.
     *
     * <pre>{@code
     * // a run whose metric loss was logged as 0.9, 0.5, 0.4
     * assertThat(run).history("loss").isStrictlyDecreasing(); // passes
     * assertThat(run).history("loss").isIncreasing(); // fails
     * assertThat(run).history("Loss"); // fails
     * }</pre>
     *
     * @return an assertion on the values, with the description, the messages and the representation of this one
     * @throws AssertionError if the run is null or has no such metric
     * @throws io.mmp.test.mlflow.client.MlflowException if the server does not answer
     */
    public final MetricHistoryAssert history(String metric) {
        hasMetric(metric);
        return extractingForProxy(run -> metric == null ? null : run.history(metric), MetricHistoryAssert::new);
    }

    /**
     * Exclude artifact files from {@link #isReproducedBy} by globs, in addition to those that are excluded already.
     *
     * <pre>{@code
     * // two runs that differ in model/MLmodel alone
     * assertThat(run).ignoringArtifacts("model/MLmodel").isReproducedBy(other); // passes
     * assertThat(run).ignoringArtifacts("MLmodel").isReproducedBy(other); // fails
     * }</pre>
     *
     * @param globs such as {@code model/MLmodel} or {@code **.log}
     * @return this assertion
     * @throws IllegalArgumentException if a glob cannot be read
     */
    public RunAssert ignoringArtifacts(String... globs) {
        for (String glob : globs) {
            ignored.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
        }
        return this;
    }

    /**
     * Verify that another run has the same params, metric histories and artifact files, bit by bit.
     *
     * <p>Names, tags and timestamps may differ. The {@code MLmodel} file of a logged model always differs, since it holds
     * the time and the run's id: exclude it with {@link #ignoringArtifacts}.
     *
     * <pre>{@code
     * // two trainings with the same seed
     * assertThat(run).isReproducedBy(again); // passes
     * // one with another seed
     * assertThat(run).isReproducedBy(other); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if a run is null, the runs differ, or neither has anything to compare
     * @throws io.mmp.test.mlflow.client.MlflowException if the server does not answer
     */
    public RunAssert isReproducedBy(LoggedRun other) {
        // Double.equals compares bits, so that NaN equals NaN.
        return isReproducedBy(other, Double::equals);
    }

    /**
     * Verify the same as {@link #isReproducedBy(LoggedRun)}, but accept metric values within an offset.
     *
     * <pre>{@code
     * // two runs whose metric loss is 0.5 and 0.501
     * assertThat(run).isReproducedBy(other, within(0.01)); // passes
     * assertThat(run).isReproducedBy(other, within(0.0001)); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if a run is null, the runs differ, or neither has anything to compare
     * @throws IllegalArgumentException if the offset is null
     * @throws io.mmp.test.mlflow.client.MlflowException if the server does not answer
     */
    public RunAssert isReproducedBy(LoggedRun other, Offset<Double> offset) {
        Offset<Double> given = given(offset);
        return isReproducedBy(other, (here, there) -> close(here, there, given));
    }

    private RunAssert isReproducedBy(@Nullable LoggedRun other, BiPredicate<Double, Double> same) {
        isNotNull();
        if (other == null) {
            failWithMessage("%nExpecting %s to be reproduced by a run, but that is null", actual);
            return this;
        }
        Reproduction reproduction = new Reproduction(actual, other, same, ignored);
        List<String> differences = reproduction.differences();
        if (!differences.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to be reproduced by %s, but there %s:%n%s",
                    actual,
                    other,
                    differences.size() == 1 ? "is 1 difference" : "are " + differences.size() + " differences",
                    Inventory.lines(differences));
        }
        if (reproduction.isOfNothing()) {
            failWithMessage(
                    "%nExpecting %s to be reproduced by %s, but neither has params, metrics or artifacts that are not ignored: nothing would be judged",
                    actual, other);
        }
        return this;
    }
}
