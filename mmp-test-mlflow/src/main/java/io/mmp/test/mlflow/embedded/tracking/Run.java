package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.file.ArtifactUri;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run as the server keeps it. */
public final class Run {

    /** The tag that holds a run's name. */
    static final String NAME_TAG = "mlflow.runName";

    /** The statuses in the order of their numbers, the first being 1. */
    static final List<String> STATUSES = List.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

    final String id;
    final long experimentId;
    final String userId;
    final long startTime;
    public final String artifactUri;
    final RunLinks links = new RunLinks();
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, MetricHistory> metrics = new LinkedHashMap<>();
    String name;
    String status = "RUNNING";

    @Nullable
    Long endTime;

    Lifecycle lifecycle = Lifecycle.ACTIVE;

    Run(String id, Experiment experiment, String name, String userId, long startTime) {
        this(
                id,
                experiment,
                name,
                userId,
                startTime,
                ArtifactUri.append(experiment.artifactLocation, id + "/artifacts"));
    }

    Run(String id, Experiment experiment, String name, String userId, long startTime, String artifactUri) {
        this.id = id;
        this.experimentId = experiment.id;
        this.name = name;
        this.userId = userId;
        this.startTime = startTime;
        this.artifactUri = artifactUri;
    }

    /** Refuse to change a deleted run. */
    void requireActive() {
        if (lifecycle != Lifecycle.ACTIVE) {
            throw RestException.invalid("The run %s must be in the 'active' state. Current state is %s."
                    .formatted(id, lifecycle.wireName()));
        }
    }

    /** Give another name, to the run and to its tag; an empty one changes nothing. */
    void rename(String newName) {
        if (!newName.isEmpty()) {
            name = newName;
            tags.put(NAME_TAG, newName);
        }
    }

    /** Set a tag; the one that holds the name renames the run. */
    void tag(String key, String value) {
        if (key.equals(NAME_TAG)) {
            rename(value);
        } else {
            tags.put(key, value);
        }
    }

    /** Add a value to a metric. */
    void log(Metric metric) {
        metrics.computeIfAbsent(metric.key(), key -> new MetricHistory()).add(metric);
    }

    /** Return the run's {@code info} as it goes over the wire. */
    Map<String, Object> infoTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("run_uuid", id);
        tree.put("experiment_id", String.valueOf(experimentId));
        tree.put("run_name", name);
        tree.put("user_id", userId);
        tree.put("status", status);
        tree.put("start_time", startTime);
        if (endTime != null && endTime != 0) {
            tree.put("end_time", endTime);
        }
        tree.put("artifact_uri", artifactUri);
        tree.put("lifecycle_stage", lifecycle.wireName());
        tree.put("run_id", id);
        return tree;
    }

    /** Return the run's {@code data} as it goes over the wire. */
    Map<String, Object> dataTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        Trees.putUnlessEmpty(
                tree,
                "metrics",
                metrics.values().stream()
                        .map(history -> history.latest().tree())
                        .toList());
        Trees.putUnlessEmpty(tree, "params", Trees.keyValues(params));
        Trees.putUnlessEmpty(tree, "tags", Trees.keyValues(tags));
        return tree;
    }
}
