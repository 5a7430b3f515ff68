package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An experiment as the server keeps it. */
public final class Experiment {

    public final long id;
    final long creationTime;
    public final String artifactLocation;
    final Map<String, String> tags = new LinkedHashMap<>();
    final List<Dataset> datasets = new ArrayList<>();
    String name;
    long lastUpdateTime;
    Lifecycle lifecycle = Lifecycle.ACTIVE;

    Experiment(long id, String name, String artifactLocation, long creationTime) {
        this.id = id;
        this.name = name;
        this.artifactLocation = artifactLocation;
        this.creationTime = creationTime;
        this.lastUpdateTime = creationTime;
    }

    /** Move to another lifecycle stage. */
    void moveTo(Lifecycle stage) {
        lifecycle = stage;
        lastUpdateTime = System.currentTimeMillis();
    }

    /** Return what is known of a data set; the first run that reads it describes it. */
    Dataset known(Dataset dataset) {
        for (Dataset known : datasets) {
            if (known.isSameAs(dataset)) {
                return known;
            }
        }
        datasets.add(dataset);
        return dataset;
    }

    /** Give another name. */
    void rename(String newName) {
        name = newName;
        lastUpdateTime = System.currentTimeMillis();
    }

    /** Return the experiment as it goes over the wire. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("experiment_id", String.valueOf(id));
        tree.put("name", name);
        tree.put("artifact_location", artifactLocation);
        tree.put("lifecycle_stage", lifecycle.wireName());
        tree.put("last_update_time", lastUpdateTime);
        tree.put("creation_time", creationTime);
        Trees.putUnlessEmpty(tree, "tags", Trees.keyValues(tags));
        tree.put("workspace", "default");
        return tree;
    }
}
