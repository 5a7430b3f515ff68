package io.mmp.test.mlflow.size;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.mlflow.benchmark.FilledServer.EXPERIMENT;
import static io.mmp.test.mlflow.benchmark.FilledServer.MODEL;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mmp.test.mlflow.benchmark.FilledServer;
import io.mmp.test.mlflow.client.ArtifactTree;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MlflowArtifacts;
import io.mmp.test.mlflow.client.MlflowException;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.MlflowRuns;
import io.mmp.test.mlflow.client.ModelSnapshot;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.client.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds on a server of any size: how many requests are sent, how much memory they take, and that no message grows with the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SizeContract {

    private static final int READ = 20_000;

    private final FilledServer server;
    private final CountingProxy proxy;
    private final int runs;
    private final int versions;

    /** Fill a server with runs and versions; more than 20,000 runs, and a tenth as many versions, take no more memory. */
    SizeContract(FilledServer server, int runs, int versions) throws IOException {
        this.server = server;
        this.runs = runs;
        this.versions = versions * 9 / 10;
        this.proxy = new CountingProxy(server.uri());
    }

    @AfterAll
    void stop() throws Exception {
        try (server) {
            proxy.close();
        }
    }

    @Test
    void runs_are_streamed_in_little_memory_and_few_requests() throws IOException {
        proxy.takeRequests();
        assertThat(SmallHeap.read("48m", proxy.uri(), "streamed", READ)).isEqualTo(READ + " runs");
        assertThat(proxy.takeRequests())
                .as("20, 200, 2,000 and then some 4,000 a page")
                .hasSizeBetween(5, 10)
                .containsOnly("POST /api/2.0/mlflow/runs/search");
    }

    @Test
    void the_same_memory_does_not_hold_three_times_as_many() throws IOException {
        assertThat(SmallHeap.read("48m", server.uri(), "held", READ)).contains("OutOfMemoryError");
    }

    @Test
    void who_stops_early_asks_for_no_more_pages() {
        Iterator<LoggedRun> found = search("").iterator();
        for (int i = 0; i < 20; i++) {
            assertThat(found.next().data().name()).isEqualTo("run-" + (runs - 1 - i));
        }
        assertThat(proxy.takeRequests()).hasSize(1);
        assertThat(found.next().data().name()).isEqualTo("run-" + (runs - 21));
        assertThat(proxy.takeRequests()).hasSize(1);
    }

    @Test
    void a_filter_finds_exactly_its_runs_over_pages() {
        String filter = String.format(Locale.ROOT, "metrics.loss < %.7f", 100.0 / runs);
        assertThat(search(filter)
                        .map(run -> requireNonNull(run.data().metrics().get("loss")) * runs)
                        .toList())
                .hasSize(100)
                .allMatch(loss -> loss < 100);
        assertThat(proxy.takeRequests()).hasSize(2);
        assertThat(search("metrics.loss < 0")).isEmpty();
    }

    @Test
    void a_version_is_found_by_number_alias_stage_and_as_the_latest_with_one_request_each() {
        MlflowRegistry registry = MlflowRegistry.at(proxy.uri());
        ModelVersion champion = registry.versionByAlias(MODEL, "champion");
        assertThat(champion.version()).isEqualTo(versions / 2);
        assertThat(champion).hasAlias("champion").hasStage(ModelStage.PRODUCTION);
        assertThat(registry.version(MODEL, versions).version()).isEqualTo(versions);
        assertThat(latest(registry).version()).isEqualTo(versions);
        assertThat(registry.model(MODEL)).hasAlias("champion", versions / 2);
        assertThat(proxy.takeRequests()).hasSize(4);
        assertThatThrownBy(() -> registry.version(MODEL, versions + 1)).hasMessageContaining("not found");
        assertThatThrownBy(() -> registry.versionByAlias(MODEL, "challenger")).isInstanceOf(MlflowException.class);
    }

    @Test
    void a_snapshot_has_all_versions_from_few_requests_and_its_failures_are_short() {
        MlflowRegistry registry = MlflowRegistry.at(proxy.uri());
        ModelSnapshot before = registry.snapshot(MODEL);
        assertThat(proxy.takeRequests()).hasSizeLessThanOrEqualTo(6);
        assertThat(before.versions())
                .extracting(ModelVersion::version)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, versions).boxed().toList());
        assertThat(before).hasVersionsIn(ModelStage.PRODUCTION, versions / 2);
        assertThat(before).usingChangesSince(before).changedNothingElse();
        ModelSnapshot empty = new ModelSnapshot(before.model(), List.of());
        assertFailsShortly(() -> assertThat(before).hasVersionsIn(ModelStage.NONE, 1), "more: without [], with [2, 3,");
        assertFailsShortly(
                () -> assertThat(before).usingChangesSince(empty).changedNothingElse(),
                "version 1 was registered",
                "and " + (versions - 10) + " more");
        assertFailsShortly(
                () -> assertThat(before).usingChangesSince(before).registered(versions), "but nothing changed");
        assertFailsShortly(
                () -> assertThat(latest(registry)).hasAlias("champion"),
                "to have alias 'champion', but it has no aliases");
    }

    @Test
    void a_run_with_many_files_is_listed_and_what_it_lacks_is_told_shortly(@TempDir Path temp) throws IOException {
        LoggedRun run = search("").findFirst().orElseThrow();
        for (int directory = 0; directory < 9; directory++) {
            Path into = Files.createDirectories(temp.resolve("part-" + directory));
            for (int file = 0; file < 9; file++) {
                Files.writeString(into.resolve("file-" + file), directory + "/" + file);
            }
        }
        ArtifactTree artifacts =
                MlflowArtifacts.at(proxy.uri()).ofRun(run.data().id());
        artifacts.uploadDirectory(temp);
        proxy.takeRequests();
        assertThat(artifacts.walk()).hasSize(9 * 10);
        assertThat(proxy.takeRequests()).as("one a directory").hasSize(10);
        assertThat(artifacts.read("part-7/file-8")).asString().isEqualTo("7/8");
        assertThat(run).hasArtifact("part-8/file-8").artifact("part-3/file-4").hasText("3/4");
        proxy.takeRequests();
        assertFailsShortly(
                () -> assertThat(run).hasArtifact("part-8/file-9"),
                "but it has more than 10 artifacts, the first 10: part-0/, part-0/file-0");
        assertThat(proxy.takeRequests()).as("no walk over all directories").hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void assertions_on_a_run_fail_shortly() {
        LoggedRun first = search("").findFirst().orElseThrow();
        assertThat(first).hasParam("lr").hasTag("team").hasMetric("loss");
        assertFailsShortly(() -> assertThat(first).hasTag("Team"), "to have tag 'Team', but it has 2 tags");
        assertFailsShortly(() -> assertThat(first).hasMetric("accuracy"), "'accuracy'");
    }

    private Stream<LoggedRun> search(String filter) {
        proxy.takeRequests();
        return MlflowRuns.at(proxy.uri()).search(EXPERIMENT, filter);
    }

    private static ModelVersion latest(MlflowRegistry registry) {
        return registry.searchVersions("name = '" + MODEL + "'", "version_number DESC")
                .findFirst()
                .orElseThrow();
    }

    private static void assertFailsShortly(ThrowingCallable assertion, String... parts) {
        AssertionError failure = catchThrowableOfType(AssertionError.class, assertion);
        assertThat(failure).isNotNull();
        assertThat(failure).hasMessageContainingAll(parts);
        assertThat(String.valueOf(failure.getMessage())).hasSizeLessThan(2_000);
        assertThat(String.valueOf(failure.getMessage()).lines()).hasSizeLessThan(15);
    }
}
