package io.mmp.test.mlflow.client;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run on a tracking server: its data as they were when it was read, and its metric histories and artifacts, which are
 * asked for when they are needed.
 *
 * @since 0.1.0
 */
public final class LoggedRun {

    private final MlflowRest rest;
    private final RunData data;
    private final String artifactUri;

    private LoggedRun(MlflowRest rest, RunData data, String artifactUri) {
        this.rest = rest;
        this.data = data;
        this.artifactUri = artifactUri;
    }

    /**
     * Read a run from the server of a tracking URI; needs no JUnit.
     *
     * @return the run as it is now
     * @throws IllegalArgumentException if the URI is not the address of a server
     * @throws MlflowStatusException if there is no such run
     * @throws MlflowException if the server does not answer
     */
    public static LoggedRun at(URI trackingUri, String runId) {
        return read(MlflowRest.at(trackingUri), runId);
    }

    static LoggedRun read(MlflowRest rest, String runId) {
        Json run = rest.get("mlflow/runs/get", "run_id", runId).object("run");
        return of(rest, run);
    }

    static LoggedRun of(MlflowRest rest, Json run) {
        return new LoggedRun(rest, RunData.of(run), run.object("info").text("artifact_uri"));
    }

    /** Return what the run had logged when it was read. */
    public RunData data() {
        return data;
    }

    /** Return the name of the run's experiment. */
    public String experimentName() {
        return rest.get("mlflow/experiments/get", "experiment_id", data.experimentId())
                .object("experiment")
                .text("name");
    }

    /** Return all logged values of a metric, ordered by step and then by time; none if there is no such metric. */
    public MetricHistory history(String metric) {
        return new MetricHistory(metric, toString(), points(metric));
    }

    private List<MetricPoint> points(String metric) {
        return points(rest, data.id(), metric)
                .map(MetricPoint::of)
                .sorted(Comparator.comparingLong(MetricPoint::step).thenComparing(MetricPoint::timestamp))
                .toList();
    }

    /** Return the values of a metric of a run in the order of the server: by time, step and value. */
    static Stream<Json> points(MlflowRest rest, String runId, String metric) {
        return rest.list(
                "mlflow/metrics/get-history", "metrics", Pages.OF_POINTS, "run_id", runId, "metric_key", metric);
    }

    /** Return the run's artifacts. */
    public ArtifactTree artifacts() {
        return MlflowArtifacts.tree(rest, artifactUri, "run '" + data.id() + "'");
    }

    /**
     * Return the artifact of a path, if there is one.
     *
     * @throws IllegalArgumentException if no artifact can have this path
     */
    public Optional<LoggedArtifact> artifact(String path) {
        return artifacts().find(path).map(artifact -> new LoggedArtifact(this, artifact));
    }

    /** Return {@code run 'name' (id)}. */
    @Override
    public String toString() {
        return data.toString();
    }
}
