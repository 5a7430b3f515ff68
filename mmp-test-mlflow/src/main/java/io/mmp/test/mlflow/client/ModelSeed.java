package io.mmp.test.mlflow.client;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A registered model to begin a test with: version 1 in production, version 2 in staging.
 *
 * <p>The aliases are {@code production} and {@code staging}; each version has the stage of that name as well, for services that still go
 * by the stages. Each was made from a run of its own, which has the artifact {@code model} if there are files.
 *
 * @since 0.1.0
 */
public final class ModelSeed {

    private final String name;
    private final String experimentId;
    private final String productionAlias;
    private final String stagingAlias;
    private final @Nullable Path productionFiles;
    private final @Nullable Path stagingFiles;

    private ModelSeed(
            String name,
            String experimentId,
            String productionAlias,
            String stagingAlias,
            @Nullable Path productionFiles,
            @Nullable Path stagingFiles) {
        this.name = name;
        this.experimentId = experimentId;
        this.productionAlias = productionAlias;
        this.stagingAlias = stagingAlias;
        this.productionFiles = productionFiles;
        this.stagingFiles = stagingFiles;
    }

    /** Describe a model without files, whose runs are in MLflow's default experiment. */
    public static ModelSeed of(String name) {
        return new ModelSeed(name, "0", "production", "staging", null, null);
    }

    /** Make the runs in another experiment, such as the one of the test on a server that others use too. */
    public ModelSeed withExperiment(String id) {
        return new ModelSeed(name, id, productionAlias, stagingAlias, productionFiles, stagingFiles);
    }

    /** Give other aliases, such as {@code champion} and {@code challenger}. */
    public ModelSeed withAliases(String production, String staging) {
        return new ModelSeed(name, experimentId, production, staging, productionFiles, stagingFiles);
    }

    /** Upload a file or a directory for each version, as the artifact {@code model} of its run. */
    public ModelSeed withFiles(Path production, Path staging) {
        return new ModelSeed(name, experimentId, productionAlias, stagingAlias, production, staging);
    }

    String name() {
        return name;
    }

    String experimentId() {
        return experimentId;
    }

    String productionAlias() {
        return productionAlias;
    }

    String stagingAlias() {
        return stagingAlias;
    }

    Optional<Path> productionFiles() {
        return Optional.ofNullable(productionFiles);
    }

    Optional<Path> stagingFiles() {
        return Optional.ofNullable(stagingFiles);
    }

    /** Return the model's name and its aliases. */
    @Override
    public String toString() {
        return "model '%s' with %s and %s".formatted(name, productionAlias, stagingAlias);
    }
}
