package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A numbered version of a registered model. */
final class ModelVersion {

    final int version;
    final String source;
    final String downloadUri;
    final @Nullable String runId;
    final String runLink;
    final long creationTime;
    final Map<String, String> tags = new LinkedHashMap<>();

    @Nullable
    String description;

    long lastUpdateTime;
    String status = "READY";
    String statusMessage = "";
    Stage stage = Stage.NONE;
    boolean isDeleted;

    ModelVersion(
            int version, ModelSource.Resolved origin, String runLink, @Nullable String description, long creationTime) {
        this.version = version;
        this.source = origin.source();
        this.downloadUri = origin.downloadUri();
        this.runId = origin.runId();
        this.runLink = runLink;
        this.description = description;
        this.creationTime = creationTime;
        this.lastUpdateTime = creationTime;
    }

    /** Return the version as JSON. */
    Map<String, Object> tree(RegisteredModel model) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", model.name);
        tree.put("version", String.valueOf(version));
        tree.put("creation_timestamp", creationTime);
        tree.put("last_updated_timestamp", lastUpdateTime);
        if (description != null) {
            tree.put("description", description);
        }
        tree.put("current_stage", stage.label());
        tree.put("source", source);
        if (runId != null) {
            tree.put("run_id", runId);
        }
        tree.put("run_link", runLink);
        tree.put("status", status);
        Trees.putUnlessEmpty(tree, "status_message", statusMessage);
        Trees.putUnlessEmpty(tree, "tags", Trees.keyValues(tags));
        return tree;
    }

    /** Return the version as JSON with its aliases, which MLflow leaves out where it lists versions of models. */
    Map<String, Object> treeWithAliases(RegisteredModel model) {
        Map<String, Object> tree = tree(model);
        Trees.putUnlessEmpty(tree, "aliases", model.aliasesOf(version));
        return tree;
    }
}
