package io.mmp.test.examples.rag.performance;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.rag.EnabledIfVectorStore;
import io.mmp.test.examples.rag.LanguageModel;
import io.mmp.test.examples.rag.RagFixture;
import io.mmp.test.examples.rag.RagSystem;
import io.mmp.test.load.Arrivals;
import io.mmp.test.load.LoadReport;
import io.mmp.test.load.LoadResult;
import io.mmp.test.load.OpenLoad;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The system under load: its times are kept at 99.9 % confidence, and what was measured is stored. */
@Tag("e2e")
@EnabledIfVectorStore
@ChecklistItem({"40.1", "40.3", "43.1"})
class RagLoadTests {

    private static final Path RESULTS = Path.of("target/rag/performance/results");
    private static final String SEARCH = "/api/v1/search/search";
    private static final String QUERY = "{\"query\": \"pandas DataFrame\", \"limit\": 5}";
    private static final String PROMPT = "{\"prompt\": \"pandas로 CSV 파일을 읽는 방법\", \"max_tokens\": 8}";

    @RegisterExtension
    static final RagFixture RAG = RagFixture.filled(
            () -> LanguageModel.find().map(RagSystem::startWith).orElseGet(RagSystem::start));

    @Test
    void a_hundred_searches_at_once_take_3_s_on_average_and_95_percent_at_most_5_s() {
        // Of one hundred alone no 95th percentile is known at this confidence.
        LoadResult result = OpenLoad.of(Arrivals.burst(100)
                        .then(Arrivals.pause(Duration.ofSeconds(3)))
                        .then(Arrivals.burst(100)))
                .withName("search-burst")
                .withWarmUp(20)
                .withConcurrency(200)
                // A burst leaves one after the other, on a busy machine in more than 50 ms; its times count from when
                // it was due.
                .withLateAfter(Duration.ofSeconds(1))
                .run(request(SEARCH, QUERY));

        LoadReport.of(result).writeTo(RESULTS.resolve("search-burst"));
        assertThat(result)
                .usingConfidence(0.999)
                .hasMeanAtMost(Duration.ofSeconds(3))
                .hasP95AtMost(Duration.ofSeconds(5))
                .hasErrorRateAtMost(0.05);
        assertThat(RESULTS.resolve("search-burst")).isDirectoryContaining("glob:**.hlog");
    }

    @Test
    @ChecklistItem({"40.1", "40.2", "43.1"})
    void a_hundred_searches_a_second_are_sustained() {
        LoadResult result = OpenLoad.of(Arrivals.constant(100, Duration.ofSeconds(5)))
                .withName("search-rate")
                .withWarmUp(20)
                .withLateAfter(Duration.ofSeconds(1))
                .run(request(SEARCH, QUERY));

        LoadReport.of(result).writeTo(RESULTS.resolve("search-rate"));
        assertThat(result)
                .usingConfidence(0.999)
                .hasMeanAtMost(Duration.ofSeconds(3))
                .hasP95AtMost(Duration.ofSeconds(5))
                .hasErrorRateAtMost(0.05);
    }

    @Test
    void ten_generations_at_once_take_30_s_on_average_and_each_at_most_60_s() {
        LoadResult result = OpenLoad.of(Arrivals.burst(10))
                .withName("generation-burst")
                .withTimeout(Duration.ofSeconds(60))
                .withLateAfter(Duration.ofSeconds(1))
                .run(request("/api/v1/generation/generate", PROMPT));

        LoadReport.of(result).writeTo(RESULTS.resolve("generation-burst"));
        // Ten tell of the 95th percentile no more than that none was slower.
        assertThat(result)
                .usingConfidence(0.999)
                .hasMeanAtMost(Duration.ofSeconds(30))
                .hasPercentileLiterallyAtMost(0.95, Duration.ofSeconds(60))
                .hasErrorRateLiterallyAtMost(0);
    }

    @Test
    @ChecklistItem("40.1")
    void errors_are_no_fast_answers() {
        LoadResult result =
                OpenLoad.of(Arrivals.burst(200)).withConcurrency(200).run(request(SEARCH, "{}"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).usingConfidence(0.999).hasErrorRateAtMost(0.05))
                .withMessageContaining("400");
    }

    @Test
    @ChecklistItem("40.4")
    void the_orchestrator_needs_less_than_half_a_gigabyte() throws Exception {
        OpenLoad.of(Arrivals.burst(100)).withConcurrency(200).run(request(SEARCH, QUERY));

        assertThat(peakMegabytes(RAG.system().rag().pid())).isBetween(20L, 512L);
    }

    private static long peakMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .max()
                .orElseThrow();
    }

    private static HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(RAG.system().rag().uri().resolve(path))
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
