package io.mmp.test.mlflow.size;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.mlflow.benchmark.FilledServer.EXPERIMENT;
import static io.mmp.test.mlflow.benchmark.FilledServer.MODEL;
import static io.mmp.test.mlflow.size.SizeContract.assertFailsShortly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MlflowArtifacts;
import io.mmp.test.mlflow.client.MlflowException;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.MlflowRuns;
import io.mmp.test.mlflow.client.ModelSnapshot;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.client.ModelVersion;
import io.mmp.test.mlflow.client.RegisteredModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of a registry of any size; a test that writes leaves it as it was. */
interface RegistryAtSize {

    CountingProxy proxy();

    /** Return how many versions the model has. */
    int versions();

    /** Return how many models there are beside it, each with ten versions. */
    int otherModels();

    @Test
    default void a_version_is_found_by_number_alias_stage_and_as_the_latest_with_one_request_each() {
        MlflowRegistry registry = registry();
        ModelVersion champion = registry.versionByAlias(MODEL, "champion");
        assertThat(champion.version()).isEqualTo(versions() / 2);
        assertThat(champion).hasAlias("champion").hasStage(ModelStage.PRODUCTION);
        assertThat(registry.version(MODEL, versions()).version()).isEqualTo(versions());
        assertThat(latest(registry).version()).isEqualTo(versions());
        assertThat(registry.model(MODEL)).hasAlias("champion", versions() / 2);
        assertThat(proxy().takeRequests()).hasSize(4);
        assertThatThrownBy(() -> registry.version(MODEL, versions() + 1_000)).hasMessageContaining("not found");
        assertThatThrownBy(() -> registry.versionByAlias(MODEL, "challenger")).isInstanceOf(MlflowException.class);
    }

    @Test
    default void all_models_are_found_over_pages() {
        assertThat(registry().searchModels("", "name ASC").map(RegisteredModel::name))
                .hasSize(1 + otherModels())
                .startsWith(MODEL, "model-0", "model-1");
        assertThat(proxy().takeRequests()).hasSize(2);
        assertThat(registry().searchModels("name LIKE 'model-1%'")).hasSizeBetween(2, 12);
        assertThat(registry().searchModels("name = 'Many'")).isEmpty();
    }

    @Test
    default void a_snapshot_has_all_versions_from_few_requests_and_its_failures_are_short() {
        MlflowRegistry registry = registry();
        ModelSnapshot before = registry.snapshot(MODEL);
        assertThat(proxy().takeRequests()).hasSizeLessThanOrEqualTo(6);
        assertThat(before.versions())
                .extracting(ModelVersion::version)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, versions()).boxed().toList());
        assertThat(before).hasVersionsIn(ModelStage.PRODUCTION, versions() / 2);
        assertThat(before).usingChangesSince(before).changedNothingElse();
        ModelSnapshot empty = new ModelSnapshot(before.model(), List.of());
        assertFailsShortly(() -> assertThat(before).hasVersionsIn(ModelStage.NONE, 1), "more: without [], with [2, 3,");
        assertFailsShortly(
                () -> assertThat(before).usingChangesSince(empty).changedNothingElse(),
                "version 1 was registered",
                "and " + (versions() - 10) + " more");
        assertFailsShortly(
                () -> assertThat(before).usingChangesSince(before).registered(versions()), "but nothing changed");
        assertFailsShortly(
                () -> assertThat(latest(registry)).hasAlias("champion"),
                "to have alias 'champion', but it has no aliases");
    }

    @Test
    default void a_version_is_made_promoted_and_deleted_with_one_request_each(@TempDir Path temp) throws Exception {
        MlflowRegistry registry = registry();
        LoggedRun run = MlflowRuns.at(proxy().uri())
                .search(EXPERIMENT, "")
                .skip(5) // the first one has files in another test
                .findFirst()
                .orElseThrow();
        String id = run.data().id();
        run.artifacts().uploadFile(Files.writeString(temp.resolve("weights"), "1, 2, 3"), "model");
        proxy().takeRequests();
        int added = registry.createVersion(MODEL, id, "model").version();
        assertThat(added).isGreaterThan(versions());
        assertThat(proxy().takeRequests())
                .as("where the run has its files, and the version")
                .hasSize(2);
        assertThat(registry.awaitReady(MODEL, added, Duration.ofMinutes(1)))
                .isReady()
                .hasSourceRun(id);
        registry.describeVersion(MODEL, added, "the next one");
        registry.setVersionTag(MODEL, added, "approved", "yes");
        registry.setAlias(MODEL, "challenger", added);
        registry.transition(MODEL, added, ModelStage.STAGING);
        registry.transitionAndArchiveOthers(MODEL, added, ModelStage.PRODUCTION);
        assertThat(proxy().takeRequests()).hasSize(6);
        assertThat(registry.versionByAlias(MODEL, "challenger"))
                .hasDescription("the next one")
                .hasTag("approved", "yes")
                .hasStage(ModelStage.PRODUCTION);
        assertThat(registry.version(MODEL, versions() / 2)).hasStage(ModelStage.ARCHIVED);
        assertThat(registry.lineage(MODEL, added).version().version()).isEqualTo(added);
        assertThat(MlflowArtifacts.at(proxy().uri())
                        .ofModelVersion(MODEL, added)
                        .read("weights"))
                .asString()
                .isEqualTo("1, 2, 3");
        proxy().takeRequests();
        registry.deleteAlias(MODEL, "challenger");
        registry.deleteVersionTag(MODEL, added, "approved");
        registry.deleteVersion(MODEL, added);
        registry.transition(MODEL, versions() / 2, ModelStage.PRODUCTION);
        assertThat(proxy().takeRequests()).hasSize(4);
        assertThatThrownBy(() -> registry.version(MODEL, added)).hasMessageContaining("not found");
        assertThat(latest(registry).version()).isEqualTo(versions());
    }

    @Test
    default void a_model_is_described_tagged_and_renamed_with_its_versions() {
        MlflowRegistry registry = registry();
        registry.describeModel(MODEL, "one of many");
        registry.setModelTag(MODEL, "team", "risk");
        assertThat(registry.renameModel(MODEL, "renamed")).hasName("renamed");
        assertThat(proxy().takeRequests()).hasSize(3);
        assertThat(registry.version("renamed", versions()).version()).isEqualTo(versions());
        assertThatThrownBy(() -> registry.version(MODEL, versions())).isInstanceOf(MlflowException.class);
        assertThat(registry.renameModel("renamed", MODEL)).hasName(MODEL);
        assertThat(registry.model(MODEL))
                .hasDescription("one of many")
                .hasTag("team", "risk")
                .hasAlias("champion", versions() / 2);
        registry.deleteModelTag(MODEL, "team");
        assertFailsShortly(
                () -> assertThat(registry.model(MODEL)).hasTag("team"), "to have tag 'team', but it has no tags");
    }

    @Test
    default void a_model_is_seeded_and_deleted_beside_many() {
        MlflowRegistry registry = registry();
        assertThat(registry.seed("seeded").production()).isReady().hasStage(ModelStage.PRODUCTION);
        registry.deleteModel("seeded");
        assertThatThrownBy(() -> registry.model("seeded")).hasMessageContaining("not found");
        assertThat(registry.createModel("seeded")).hasName("seeded");
        registry.deleteModel("seeded");
    }

    private MlflowRegistry registry() {
        proxy().takeRequests();
        return MlflowRegistry.at(proxy().uri());
    }

    private static ModelVersion latest(MlflowRegistry registry) {
        return registry.searchVersions("name = '" + MODEL + "'", "version_number DESC")
                .findFirst()
                .orElseThrow();
    }
}
