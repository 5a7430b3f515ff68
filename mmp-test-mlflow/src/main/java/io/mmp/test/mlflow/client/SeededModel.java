package io.mmp.test.mlflow.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A registered model that a test begins with, as {@link MlflowRegistry#seed(ModelSeed)} has made it.
 *
 * @since 0.1.0
 */
public record SeededModel(String name, ModelVersion production, ModelVersion staging) {

    private static final String ARTIFACT = "model";

    static SeededModel create(MlflowRest rest, MlflowRegistry registry, ModelSeed seed) {
        registry.createModel(seed.name());
        return new SeededModel(
                seed.name(),
                version(rest, registry, seed, seed.productionFiles(), seed.productionAlias(), ModelStage.PRODUCTION),
                version(rest, registry, seed, seed.stagingFiles(), seed.stagingAlias(), ModelStage.STAGING));
    }

    private static ModelVersion version(
            MlflowRest rest,
            MlflowRegistry registry,
            ModelSeed seed,
            Optional<Path> files,
            String alias,
            ModelStage stage) {
        Map<String, ?> experiment = Map.of("experiment_id", seed.experimentId());
        String runId = rest.send("POST", "mlflow/runs/create", experiment)
                .object("run")
                .object("info")
                .text("run_id");
        files.ifPresent(path -> upload(new MlflowArtifacts(rest).ofRun(runId), path));
        rest.send("POST", "mlflow/runs/update", Map.of("run_id", runId, "status", "FINISHED"));
        int version = registry.createVersion(seed.name(), runId, ARTIFACT).version();
        registry.transition(seed.name(), version, stage);
        registry.setAlias(seed.name(), alias, version);
        return registry.version(seed.name(), version);
    }

    private static void upload(ArtifactTree artifacts, Path path) {
        if (Files.isDirectory(path)) {
            artifacts.uploadDirectory(path, ARTIFACT);
        } else {
            artifacts.uploadFile(path, ARTIFACT);
        }
    }
}
