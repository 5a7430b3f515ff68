package io.mmp.test.mlflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlflow.api.proto.ModelRegistry.ModelVersionStatus;

class MlflowRegistryTests {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    private MlflowRegistry registry;
    private String name;
    private String runId;

    @BeforeEach
    void create_model() {
        registry = MlflowRegistry.at(SERVER.uri());
        name = SERVER.unique("fraud");
        runId = SERVER.newRun();
        registry.createModel(name);
    }

    @Test
    void a_model_is_described_tagged_renamed_and_deleted() {
        assertThat(registry.model(name)).isEqualTo(new RegisteredModel(name, "", Map.of(), Map.of()));
        assertThat(registry.describeModel(name, "100% fraud")).isEqualTo(registry.model(name));
        registry.setModelTag(name, "team", "risk");
        registry.setModelTag(name, "old", "x");
        registry.deleteModelTag(name, "old");
        registry.createVersion(name, runId, "model");
        registry.setAlias(name, "champion", 1);

        String renamed = name + "-renamed";
        assertThat(registry.renameModel(name, renamed).name()).isEqualTo(renamed);
        assertThat(registry.model(renamed))
                .isEqualTo(new RegisteredModel(renamed, "100% fraud", Map.of("champion", 1), Map.of("team", "risk")));
        assertThat(registry.version(renamed, 1).model()).isEqualTo(renamed);
        assertNotFound(() -> registry.model(name), name);

        registry.deleteModel(renamed);
        assertNotFound(() -> registry.model(renamed), renamed);
    }

    @Test
    void a_model_that_exists_is_not_created_again() {
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(() -> registry.createModel(name))
                .withMessage(
                        "MLflow at %s answered POST mlflow/registered-models/create with 400 RESOURCE_ALREADY_EXISTS:"
                                + " Registered Model (name=%s) already exists.",
                        SERVER.uri(), name)
                .satisfies(
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(MlflowErrorCode.RESOURCE_ALREADY_EXISTS));
    }

    @Test
    void a_version_that_is_ready_is_not_waited_for() {
        ModelVersion created = registry.createVersion(name, runId, "model");

        assertThat(registry.awaitReady(name, created.version(), Duration.ofSeconds(10)))
                .isEqualTo(created);
    }

    @Test
    void a_version_is_made_from_a_run_and_described_tagged_and_deleted() {
        String source = SERVER.client().getRun(runId).getInfo().getArtifactUri() + "/model dir";
        ModelVersion created = registry.createVersion(name, runId, "model dir");
        assertThat(created)
                .isEqualTo(new ModelVersion(
                        name,
                        1,
                        "",
                        source,
                        runId,
                        ModelVersionStatus.READY,
                        "",
                        ModelStage.NONE,
                        List.of(),
                        Map.of()));
        assertThat(registry.describeVersion(name, 1, "first").description()).isEqualTo("first");
        registry.setVersionTag(name, 1, "checked", "yes");
        registry.setVersionTag(name, 1, "old", "x");
        registry.deleteVersionTag(name, 1, "old");
        registry.setAlias(name, "champion", 1);

        assertThat(registry.version(name, 1))
                .isEqualTo(new ModelVersion(
                        name,
                        1,
                        "first",
                        source,
                        runId,
                        ModelVersionStatus.READY,
                        "",
                        ModelStage.NONE,
                        List.of("champion"),
                        Map.of("checked", "yes")));
        assertThat(registry.createVersion(name, runId, "model").version()).isEqualTo(2);
        registry.deleteVersion(name, 2);
        assertThat(registry.createVersion(name, runId, "model").version()).isEqualTo(3);
        registry.deleteVersion(name, 1);
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(() -> registry.version(name, 1))
                .withMessage(
                        "MLflow at %s answered GET mlflow/model-versions/get with 404 RESOURCE_DOES_NOT_EXIST:"
                                + " Model Version (name=%s, version=1) not found",
                        SERVER.uri(), name);
    }

    @Test
    void a_version_of_a_missing_run_or_model_is_refused() {
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(() -> registry.createVersion(name, "nosuchrun", "model"))
                .withMessage(
                        "MLflow at %s answered GET mlflow/runs/get with 404 RESOURCE_DOES_NOT_EXIST: Run with id=nosuchrun not found",
                        SERVER.uri());
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(() -> registry.createVersion(name + "x", runId, "model"))
                .satisfies(
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(MlflowErrorCode.RESOURCE_DOES_NOT_EXIST));
    }

    @Test
    void an_alias_moves_from_version_to_version_and_is_deleted() {
        registry.createVersion(name, runId, "one");
        registry.createVersion(name, runId, "two");
        registry.setAlias(name, "champion", 1);
        registry.setAlias(name, "champion", 2);
        assertThat(registry.versionByAlias(name, "champion")).isEqualTo(registry.version(name, 2));
        assertThat(registry.version(name, 1).aliases()).isEmpty();

        registry.deleteAlias(name, "champion");
        registry.deleteAlias(name, "champion");
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(() -> registry.versionByAlias(name, "champion"))
                .withMessage(
                        "MLflow at %s answered GET mlflow/registered-models/alias with 400 INVALID_PARAMETER_VALUE:"
                                + " Registered model alias champion not found.",
                        SERVER.uri());
    }

    @Test
    void a_transition_leaves_or_archives_the_other_versions() {
        IntStream.rangeClosed(1, 3).forEach(i -> registry.createVersion(name, runId, "model"));
        registry.transition(name, 1, ModelStage.PRODUCTION);
        assertThat(registry.transition(name, 2, ModelStage.PRODUCTION).stage()).isEqualTo(ModelStage.PRODUCTION);
        assertThat(registry.version(name, 1).stage()).isEqualTo(ModelStage.PRODUCTION);

        registry.transitionAndArchiveOthers(name, 3, ModelStage.PRODUCTION);
        assertThat(registry.version(name, 1).stage()).isEqualTo(ModelStage.ARCHIVED);
        assertThat(registry.version(name, 2).stage()).isEqualTo(ModelStage.ARCHIVED);
        assertThat(registry.version(name, 3).stage()).isEqualTo(ModelStage.PRODUCTION);
        assertThat(registry.transition(name, 3, ModelStage.STAGING).stage()).isEqualTo(ModelStage.STAGING);
        assertThat(registry.transition(name, 3, ModelStage.NONE).stage()).isEqualTo(ModelStage.NONE);
    }

    @Test
    void a_search_streams_all_pages_in_order() {
        IntStream.rangeClosed(1, 101).forEach(i -> registry.createVersion(name, runId, "model"));
        assertThat(registry.searchVersions("name = '" + name + "'", "version_number ASC"))
                .extracting(ModelVersion::version)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 101).boxed().toList());
        assertThat(registry.searchVersions("name = '" + name + "'", "version_number DESC")
                        .limit(2))
                .extracting(ModelVersion::version)
                .containsExactly(101, 100);
        assertThat(registry.searchVersions("name = 'none'")).isEmpty();
        assertThat(registry.searchVersions("")).isNotEmpty();
    }

    @Test
    void models_are_found_by_name_and_tag() {
        registry.createModel(name + "-b");
        registry.setModelTag(name, "team", "risk & fraud");
        assertThat(registry.searchModels("name LIKE '" + name + "%'", "name DESC"))
                .extracting(RegisteredModel::name)
                .containsExactly(name + "-b", name);
        assertThat(registry.searchModels("name LIKE '" + name + "%' AND tags.team = 'risk & fraud'"))
                .containsExactly(registry.model(name));
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(() -> registry.searchModels("nonsense"))
                .satisfies(
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(MlflowErrorCode.INVALID_PARAMETER_VALUE));
    }

    @Test
    void lineage_names_commit_dataset_and_approver() {
        SERVER.client().setTag(runId, "mlflow.source.git.commit", "3f2a9c1");
        SERVER.logDataset(runId, "tx", "d41d8c");
        registry.createVersion(name, runId, "model");
        registry.setVersionTag(name, 1, Lineage.APPROVER_TAG, "jane");

        assertThat(registry.lineage(name, 1))
                .isEqualTo(new Lineage(
                        registry.version(name, 1), "3f2a9c1", List.of(new RunDataset("tx", "d41d8c")), "jane"));
        assertThat(registry.lineage(name, 1).line()).isEqualTo("git 3f2a9c1, dataset tx@d41d8c, approved by jane");
    }

    @Test
    void lineage_of_a_version_without_a_run_is_empty() {
        SERVER.rest().send("POST", "mlflow/model-versions/create", Map.of("name", name, "source", "s3://bucket/model"));
        assertThat(registry.lineage(name, 1)).isEqualTo(new Lineage(registry.version(name, 1), null, List.of(), null));
        assertThat(registry.lineage(name, 1).line()).isEqualTo("no git commit, no dataset, not approved");
    }

    private static void assertNotFound(ThrowingCallable call, String name) {
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(call)
                .withMessage(
                        "MLflow at %s answered GET mlflow/registered-models/get with 404 RESOURCE_DOES_NOT_EXIST:"
                                + " Registered Model with name=%s not found",
                        SERVER.uri(), name);
    }
}
