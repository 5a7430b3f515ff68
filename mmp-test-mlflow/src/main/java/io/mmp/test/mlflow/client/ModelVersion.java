package io.mmp.test.mlflow.client;

import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.ModelRegistry.ModelVersionStatus;

/**
 * Describes one version of a registered model, as it was when it was read.
 *
 * @param source the URI of the artifacts it was made from
 * @param runId the run it was made from, empty if there is none
 * @param statusMessage why the status is what it is, mostly empty
 * @param aliases the aliases that point to it; MLflow leaves them out of search results
 * @since 0.1.0
 */
public record ModelVersion(
        String model,
        int version,
        String description,
        String source,
        String runId,
        ModelVersionStatus status,
        String statusMessage,
        ModelStage stage,
        List<String> aliases,
        Map<String, String> tags) {

    /** Copy the list and the map, so that the record cannot be changed. */
    public ModelVersion {
        aliases = List.copyOf(aliases);
        tags = Map.copyOf(tags);
    }

    static ModelVersion of(Json version) {
        return new ModelVersion(
                version.text("name"),
                (int) version.number("version"),
                version.text("description"),
                version.text("source"),
                version.text("run_id"),
                ModelVersionStatus.valueOf(version.text("status")),
                version.text("status_message"),
                ModelStage.of(version.text("current_stage")),
                version.texts("aliases"),
                version.entries("tags"));
    }

    /** Return {@code model version 'name/version'}. */
    @Override
    public String toString() {
        return "model version '%s/%s'".formatted(model, version);
    }
}
