package io.mmp.test.mlflow.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run as the server keeps it. */
final class Run {

    /** The tag that holds a run's name. */
    static final String NAME_TAG = "mlflow.runName";

    /** The statuses in the order of their numbers, the first being 1. */
    static final List<String> STATUSES = List.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

    final String id;
    final int experimentId;
    final String userId;
    final long startTime;
    final String artifactUri;
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, Metric> latestMetrics = new LinkedHashMap<>();
    final Map<String, List<Metric>> histories = new LinkedHashMap<>();
    String name;
    String status = "RUNNING";
    long endTime;
    Lifecycle lifecycle = Lifecycle.ACTIVE;

    Run(String id, Experiment experiment, String name, String userId, long startTime) {
        this.id = id;
        this.experimentId = experiment.id;
        this.name = name;
        this.userId = userId;
        this.startTime = startTime;
        this.artifactUri = ArtifactUri.append(experiment.artifactLocation, id + "/artifacts");
    }

    /** Refuse to change a deleted run. */
    void requireActive() {
        if (lifecycle != Lifecycle.ACTIVE) {
            throw RestException.invalid("The run %s must be in the 'active' state. Current state is %s."
                    .formatted(id, lifecycle.wireName()));
        }
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
        if (endTime != 0) {
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
        List<Map<String, Object>> metrics = new ArrayList<>();
        latestMetrics.values().forEach(metric -> metrics.add(metric.tree()));
        Trees.putUnlessEmpty(tree, "metrics", metrics);
        Trees.putUnlessEmpty(tree, "params", Trees.keyValues(params));
        Trees.putUnlessEmpty(tree, "tags", Trees.keyValues(tags));
        return tree;
    }
}
