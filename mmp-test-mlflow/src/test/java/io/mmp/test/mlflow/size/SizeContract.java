package io.mmp.test.mlflow.size;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.mlflow.benchmark.FilledServer.EXPERIMENT;
import static io.mmp.test.mlflow.benchmark.FilledServer.LONG;
import static io.mmp.test.mlflow.benchmark.FilledServer.points;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mmp.test.mlflow.benchmark.FilledServer;
import io.mmp.test.mlflow.client.ArtifactTree;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MetricHistory;
import io.mmp.test.mlflow.client.MlflowArtifacts;
import io.mmp.test.mlflow.client.MlflowRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds on a server of any size: how many requests are sent, how much memory they take, and that no message grows with the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SizeContract implements RegistryAtSize {

    static final int READ = 10_000;

    final FilledServer server;
    private final CountingProxy proxy;
    private final int runs;
    private final int versions;

    /** Fill a server with runs and versions; more than 10,000 runs, and a fifth as many versions, take no more memory. */
    SizeContract(FilledServer server, int runs, int versions) throws IOException {
        this.server = server;
        this.runs = runs;
        this.versions = versions;
        this.proxy = new CountingProxy(server.uri());
    }

    @Override
    public CountingProxy proxy() {
        return proxy;
    }

    @Override
    public int versions() {
        return versions * 9 / 10;
    }

    @Override
    public int otherModels() {
        return versions / 100;
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
        assertThat(SmallHeap.read("44m", proxy.uri(), "streamed", READ)).isEqualTo(READ + " runs");
        assertThat(proxy.takeRequests())
                .as("20, 200, 2,000 and then some 4,000 a page")
                .hasSizeBetween(5, 10)
                .containsOnly("POST /api/2.0/mlflow/runs/search");
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
        assertThat(search(lowLoss())
                        .map(run -> requireNonNull(run.data().metrics().get("loss")) * runs)
                        .toList())
                .hasSize(100)
                .allMatch(loss -> loss < 100);
        assertThat(proxy.takeRequests()).hasSize(2);
        assertThat(search("metrics.loss < 0")).isEmpty();
    }

    @Test
    void an_order_by_a_metric_is_answered_where_a_filter_leaves_few() {
        List<LoggedRun> found = search(lowLoss(), "metrics.loss ASC").toList();
        assertThat(found).hasSize(100);
        assertThat(found.get(0).data().name()).isEqualTo("run-0");
        assertThat(found)
                .extracting(run -> requireNonNull(run.data().metrics().get("loss")))
                .isSorted();
    }

    @Test
    void all_values_of_a_metric_are_read_over_pages_and_the_first_that_rises_is_told() {
        LoggedRun run = LoggedRun.at(proxy.uri(), "0".repeat(32));
        proxy.takeRequests();
        MetricHistory history = run.history(LONG);
        assertThat(proxy.takeRequests()).as("25,000 a page").hasSize((points(runs) + 24_999) / 25_000);
        assertThat(history).hasLength(points(runs)).isStrictlyDecreasing();
        assertFailsShortly(() -> assertThat(history).isIncreasing(), "step 1");
        assertFailsShortly(() -> assertThat(history).hasSteps(0, 1), "steps, the first 10");
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
        assertThat(first).isFinished().hasParam("lr").hasTag("team").hasMetric("loss");
        assertThat(first).hasExperiment("many").history("loss").hasSteps(0);
        assertThat(LoggedRun.at(proxy.uri(), first.data().id()))
                .hasName(first.data().name());
        LoggedRun best = search(lowLoss()).findFirst().orElseThrow();
        assertThat(best).isReproducedBy(best);
        assertThat(proxy.takeRequests()).as("the search, and what is compared").hasSizeLessThanOrEqualTo(9);
        assertFailsShortly(() -> assertThat(first).hasTag("Team"), "to have tag 'Team', but it has 2 tags");
        assertFailsShortly(() -> assertThat(first).hasMetric("accuracy"), "'accuracy'");
    }

    private Stream<LoggedRun> search(String filter, String... orderBy) {
        proxy.takeRequests();
        return MlflowRuns.at(proxy.uri()).search(EXPERIMENT, filter, orderBy);
    }

    /** Return the filter that a hundred runs pass. */
    private String lowLoss() {
        return String.format(Locale.ROOT, "metrics.loss < %.7f", 100.0 / runs);
    }

    static void assertFailsShortly(ThrowingCallable assertion, String... parts) {
        AssertionError failure = catchThrowableOfType(AssertionError.class, assertion);
        assertThat(failure).isNotNull();
        assertThat(failure).hasMessageContainingAll(parts);
        assertThat(String.valueOf(failure.getMessage())).hasSizeLessThan(2_000);
        assertThat(String.valueOf(failure.getMessage()).lines()).hasSizeLessThan(15);
    }
}
