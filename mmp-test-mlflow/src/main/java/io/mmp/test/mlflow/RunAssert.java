package io.mmp.test.mlflow;

import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;

/** Asserts on a run of a tracking server: its data, its metric histories and its artifacts. */
public final class RunAssert extends AbstractRunAssert<RunAssert, LoggedRun> {

    private List<PathMatcher> ignored = List.of();

    RunAssert(@Nullable LoggedRun actual) {
        super(actual, RunAssert.class);
    }

    @Override
    RunData data() {
        isNotNull();
        return actual.data();
    }

    /** Verify the name of the run's experiment. */
    public RunAssert hasExperiment(String name) {
        isNotNull();
        return is("experiment", name, actual.experimentName());
    }

    /** Verify that the run has an artifact, file or directory. */
    public RunAssert hasArtifact(String path) {
        artifact(path);
        return this;
    }

    /** Verify that the run has an artifact, and go on with assertions on its content. */
    public ArtifactAssert artifact(String path) {
        isNotNull();
        Optional<Artifact> artifact = actual.artifacts().find(path);
        if (artifact.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have artifact '%s', but it has %s",
                    actual, path, Inventory.of("artifact", actual.artifacts().walk()));
        }
        return new ArtifactAssert(artifact.orElseThrow(), actual);
    }

    /** Verify that the run has a metric, and go on with assertions on all its values. */
    public MetricHistoryAssert history(String metric) {
        hasMetric(metric);
        return new MetricHistoryAssert(actual.history(metric), "metric '%s' of %s".formatted(metric, actual));
    }

    /** Exclude artifact files from {@link #isReproducedBy} by globs such as {@code model/MLmodel} or {@code **.log}. */
    public RunAssert ignoringArtifacts(String... globs) {
        ignored = Arrays.stream(globs)
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
        return this;
    }

    /**
     * Verify that another run has the same params, metric histories and artifact files, bit by bit.
     *
     * <p>Names, tags and timestamps may differ. The {@code MLmodel} file of a logged model always differs, since it holds
     * the time and the run's id: exclude it with {@link #ignoringArtifacts}.
     */
    public RunAssert isReproducedBy(LoggedRun other) {
        // Double.equals compares bits, so that NaN equals NaN.
        return isReproducedBy(other, Double::equals);
    }

    /** Verify the same as {@link #isReproducedBy(LoggedRun)}, but accept metric values within an offset. */
    public RunAssert isReproducedBy(LoggedRun other, Offset<Double> offset) {
        return isReproducedBy(other, (here, there) -> close(here, there, offset));
    }

    private RunAssert isReproducedBy(LoggedRun other, BiPredicate<Double, Double> same) {
        isNotNull();
        List<String> differences = new Reproduction(actual, other, same, ignored).differences();
        if (!differences.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to be reproduced by %s, but there %s:%n%s",
                    actual,
                    other,
                    differences.size() == 1 ? "is 1 difference" : "are " + differences.size() + " differences",
                    Inventory.lines(differences));
        }
        return this;
    }
}
