package io.mmp.test.mlflow.client;

import io.mmp.test.Internal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A run of a {@link RunListing}.
 *
 * @since 0.1.0
 */
@Internal
public final class ListedRun {

    private final MlflowRest rest;
    private final Json run;
    private final RunData data;

    ListedRun(MlflowRest rest, Json run) {
        this.rest = rest;
        this.run = run;
        this.data = RunData.of(run);
    }

    /** Return what it has logged. */
    public RunData data() {
        return data;
    }

    /** Tell whether it was deleted, and can still be restored. */
    public boolean isDeleted() {
        return run.object("info").text("lifecycle_stage").equals("deleted");
    }

    /** Return how long it has taken, once it has ended. */
    public Optional<Duration> duration() {
        Json info = run.object("info");
        long end = info.number("end_time");
        return end == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(end - info.number("start_time")));
    }

    /** Return the latest value of each metric. */
    public List<LastValue> metrics() {
        return run.object("data").objects("metrics").stream()
                .map(metric ->
                        new LastValue(metric.text("key"), MetricPoint.of(metric).value(), metric.number("step")))
                .toList();
    }

    /** Count the values of a metric; where there are more than {@code most}, at least one more than that. */
    public long count(String metric, int most) {
        String page = String.valueOf(most + 1);
        return rest.get("mlflow/metrics/get-history", "run_id", data.id(), "metric_key", metric, "max_results", page)
                .objects("metrics")
                .size();
    }

    /**
     * Return its files; where there are more than {@code most}, one more than that.
     *
     * @throws MlflowException if the server does not serve them
     */
    public List<Artifact> files(int most) {
        ArtifactTree tree = artifacts();
        List<Artifact> files = new ArrayList<>();
        Deque<String> directories = new ArrayDeque<>(List.of(""));
        while (!directories.isEmpty() && files.size() <= most) {
            for (Artifact child : tree.list(directories.remove())) {
                if (child.isDirectory()) {
                    directories.add(child.path());
                } else if (files.size() <= most) {
                    files.add(child);
                }
            }
        }
        return files;
    }

    /** Return where its files are read. */
    public ArtifactTree artifacts() {
        return MlflowArtifacts.tree(rest, run.object("info").text("artifact_uri"), "run '" + data.id() + "'");
    }

    /**
     * The latest value of a metric, that of its highest step.
     *
     * @param key the name of the metric
     */
    public record LastValue(String key, double value, long step) {}
}
