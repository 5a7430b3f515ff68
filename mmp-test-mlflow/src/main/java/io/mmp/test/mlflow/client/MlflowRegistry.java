package io.mmp.test.mlflow.client;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.mlflow.api.proto.ModelRegistry.ModelVersionStatus;

/**
 * Reads and writes the model registry of an MLflow server: the calls that the MLflow Java client lacks.
 *
 * <p>What the server refuses is thrown as a {@link MlflowStatusException} with MLflow's error code, such as
 * {@link MlflowErrorCode#RESOURCE_ALREADY_EXISTS}. Each call throws a {@link MlflowException} if the server does not answer. What is returned
 * is as it was when it was read: reading it again asks the server again.
 *
 * @since 0.1.0
 */
public final class MlflowRegistry {

    private static final String MODELS = "mlflow/registered-models/";
    private static final String VERSIONS = "mlflow/model-versions/";

    private final MlflowRest rest;

    MlflowRegistry(MlflowRest rest) {
        this.rest = rest;
    }

    /**
     * Use the server of a tracking URI, such as {@code http://127.0.0.1:5000}; nothing is sent yet.
     *
     * @throws IllegalArgumentException if it is not the address of a server
     */
    public static MlflowRegistry at(URI trackingUri) {
        return new MlflowRegistry(MlflowRest.at(trackingUri));
    }

    /** Create a registered model without versions. */
    public RegisteredModel createModel(String name) {
        return model(rest.send("POST", MODELS + "create", Map.of("name", name)));
    }

    /** Return a registered model. */
    public RegisteredModel model(String name) {
        return model(rest.get(MODELS + "get", "name", name));
    }

    /** Set the description of a registered model. */
    public RegisteredModel describeModel(String name, String description) {
        return model(rest.send("PATCH", MODELS + "update", Map.of("name", name, "description", description)));
    }

    /** Rename a registered model together with its versions. */
    public RegisteredModel renameModel(String name, String newName) {
        return model(rest.send("POST", MODELS + "rename", Map.of("name", name, "new_name", newName)));
    }

    /** Delete a registered model with all its versions. */
    public void deleteModel(String name) {
        rest.send("DELETE", MODELS + "delete", Map.of("name", name));
    }

    /** Set a tag of a registered model. */
    public void setModelTag(String name, String key, String value) {
        rest.send("POST", MODELS + "set-tag", Map.of("name", name, "key", key, "value", value));
    }

    /** Delete a tag of a registered model. */
    public void deleteModelTag(String name, String key) {
        rest.send("DELETE", MODELS + "delete-tag", Map.of("name", name, "key", key));
    }

    /**
     * Find registered models by a filter such as {@code name LIKE 'fraud%' AND tags.team = 'risk'}; an empty filter
     * finds all.
     *
     * @param orderBy clauses such as {@code name DESC}
     * @return a stream that asks for the next page when it gets there
     */
    public Stream<RegisteredModel> searchModels(String filter, String... orderBy) {
        return search(MODELS, "registered_models", Pages.OF_MODELS, filter, orderBy)
                .map(RegisteredModel::of);
    }

    /**
     * Create the next version of a registered model from an artifact of a run.
     *
     * @param artifactPath the file or directory of the model; MLflow does not check that it exists
     */
    public ModelVersion createVersion(String name, String runId, String artifactPath) {
        String root = MlflowArtifacts.artifactUri(rest, runId);
        String source = ArtifactPath.join(root, ArtifactPath.checked(artifactPath));
        return version(rest.send("POST", VERSIONS + "create", Map.of("name", name, "run_id", runId, "source", source)));
    }

    /** Return a version of a registered model. */
    public ModelVersion version(String name, int version) {
        return version(rest.get(VERSIONS + "get", "name", name, "version", Integer.toString(version)));
    }

    /** Return the version that an alias points to. */
    public ModelVersion versionByAlias(String name, String alias) {
        return version(rest.get(MODELS + "alias", "name", name, "alias", alias));
    }

    /**
     * Wait until a version is ready.
     *
     * @return the version, whose status is READY
     * @throws MlflowException if its registration failed, or takes longer than the time
     */
    public ModelVersion awaitReady(String name, int version, Duration timeout) {
        ModelVersion registered;
        try {
            registered = await().atMost(timeout)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .until(
                            () -> version(name, version),
                            current -> current.status() != ModelVersionStatus.PENDING_REGISTRATION);
        } catch (ConditionTimeoutException late) {
            throw new MlflowException(
                    "Model version '%s/%s' at %s is still pending after %s"
                            .formatted(name, version, rest.base(), timeout),
                    late);
        }
        if (registered.status() != ModelVersionStatus.READY) {
            throw new MlflowException("Model version '%s/%s' at %s has status %s: %s"
                    .formatted(name, version, rest.base(), registered.status(), registered.statusMessage()));
        }
        return registered;
    }

    /** Set the description of a version. */
    public ModelVersion describeVersion(String name, int version, String description) {
        return version(rest.send("PATCH", VERSIONS + "update", body(name, version, "description", description)));
    }

    /** Delete a version; its number is not given again. */
    public void deleteVersion(String name, int version) {
        rest.send("DELETE", VERSIONS + "delete", body(name, version));
    }

    /** Set a tag of a version. */
    public void setVersionTag(String name, int version, String key, String value) {
        rest.send("POST", VERSIONS + "set-tag", body(name, version, "key", key, "value", value));
    }

    /** Delete a tag of a version. */
    public void deleteVersionTag(String name, int version, String key) {
        rest.send("DELETE", VERSIONS + "delete-tag", body(name, version, "key", key));
    }

    /** Let an alias point to a version, whatever it pointed to before. */
    public void setAlias(String name, String alias, int version) {
        rest.send("POST", MODELS + "alias", body(name, version, "alias", alias));
    }

    /** Delete an alias; one that does not exist is no error. */
    public void deleteAlias(String name, String alias) {
        rest.send("DELETE", MODELS + "alias", Map.of("name", name, "alias", alias));
    }

    /** Move a version to a stage, and leave other versions in theirs. */
    public ModelVersion transition(String name, int version, ModelStage stage) {
        return transition(name, version, stage, false);
    }

    /** Move a version to a stage, and archive the versions that were there. */
    public ModelVersion transitionAndArchiveOthers(String name, int version, ModelStage stage) {
        return transition(name, version, stage, true);
    }

    /**
     * Find model versions by a filter such as {@code name = 'fraud' AND tags.approved = 'yes'}; an empty filter finds
     * all.
     *
     * @param orderBy clauses such as {@code version_number ASC}
     * @return a stream that asks for the next page when it gets there
     */
    public Stream<ModelVersion> searchVersions(String filter, String... orderBy) {
        return search(VERSIONS, "model_versions", Pages.OF_VERSIONS, filter, orderBy)
                .map(ModelVersion::of);
    }

    /** Return a model with all its versions; what others change meanwhile may be there in part. */
    public ModelSnapshot snapshot(String name) {
        return ModelSnapshot.read(this, name);
    }

    /** Create a registered model with version 1 in production and version 2 in staging, by alias and by stage. */
    public SeededModel seed(String name) {
        return seed(ModelSeed.of(name));
    }

    /** Create a registered model with version 1 in production and version 2 in staging, such as with files. */
    public SeededModel seed(ModelSeed seed) {
        return SeededModel.create(rest, this, seed);
    }

    /** Return where a version comes from: the code and data of its run, and who approved it. */
    public Lineage lineage(String name, int version) {
        ModelVersion of = version(name, version);
        String approver = of.tags().get(Lineage.APPROVER_TAG);
        if (of.runId().isEmpty()) {
            return new Lineage(of, null, List.of(), approver);
        }
        RunData run = LoggedRun.read(rest, of.runId()).data();
        return new Lineage(of, run.tags().get("mlflow.source.git.commit"), run.datasets(), approver);
    }

    private ModelVersion transition(String name, int version, ModelStage stage, boolean archiveOthers) {
        Map<String, Object> body = body(name, version, "stage", stage.name());
        body.put("archive_existing_versions", archiveOthers);
        return version(rest.send("POST", VERSIONS + "transition-stage", body));
    }

    private Stream<Json> search(String group, String field, Pages pages, String filter, String... orderBy) {
        Stream<String> order = Arrays.stream(orderBy).flatMap(clause -> Stream.of("order_by", clause));
        String[] query = Stream.concat(Stream.of("filter", filter), order).toArray(String[]::new);
        return rest.list(group + "search", field, pages, query);
    }

    private static Map<String, Object> body(String name, int version, String... fields) {
        Map<String, Object> body = new HashMap<>(Map.of("name", name, "version", Integer.toString(version)));
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i], fields[i + 1]);
        }
        return body;
    }

    private static RegisteredModel model(Json answer) {
        return RegisteredModel.of(answer.object("registered_model"));
    }

    private static ModelVersion version(Json answer) {
        return ModelVersion.of(answer.object("model_version"));
    }
}
