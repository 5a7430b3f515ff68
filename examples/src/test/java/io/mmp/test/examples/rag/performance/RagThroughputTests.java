package io.mmp.test.examples.rag.performance;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.rag.EnabledIfVectorStore;
import io.mmp.test.examples.rag.RagFixture;
import io.mmp.test.load.Action;
import io.mmp.test.load.Arrivals;
import io.mmp.test.load.LoadResult;
import io.mmp.test.load.OpenLoad;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much the system takes for as long as it comes: files to index, and prompts, which the stand-in for a language model answers. */
@Tag("e2e")
@EnabledIfVectorStore
@ChecklistItem({"40.1", "40.2"})
class RagThroughputTests {

    private static final double THOUSAND_A_DAY = 1000.0 / Duration.ofDays(1).toSeconds();

    @RegisterExtension
    static final RagFixture RAG = RagFixture.filled();

    @Test
    void a_file_is_indexed_within_a_minute_and_a_thousand_a_day() {
        AtomicInteger file = new AtomicInteger();

        LoadResult result = sent(
                "indexing",
                20,
                () -> RAG.client()
                        .index(
                                "measured-" + file.incrementAndGet() + ".py",
                                "def f():\n    return pandas.read_csv()\n"));

        assertThat(result)
                .usingConfidence(0.999)
                .hasMeanAtMost(Duration.ofMinutes(1))
                .hasPercentileLiterallyAtMost(0.95, Duration.ofMinutes(1))
                .hasThroughputAtLeast(THOUSAND_A_DAY)
                .hasErrorRateLiterallyAtMost(0);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).hasThroughputAtLeast(100))
                .withMessageContaining("Expecting a throughput of at least 100/s of load 'indexing'");
    }

    @Test
    void ten_generations_a_second_are_sustained() {
        LoadResult result = sent("generation", 10, () -> RAG.client().generate("pandas로 CSV 파일을 읽는 방법"));

        assertThat(result)
                .usingConfidence(0.999)
                .hasMeanAtMost(Duration.ofSeconds(30))
                .hasPercentileLiterallyAtMost(0.95, Duration.ofSeconds(60))
                .hasThroughputAtLeast(9) // the last answer comes after the last second
                .hasErrorRateLiterallyAtMost(0);
    }

    private static LoadResult sent(String name, double rate, Action action) {
        return OpenLoad.of(Arrivals.constant(rate, Duration.ofSeconds(3)))
                .withName(name)
                .withWarmUp(5)
                .withTimeout(Duration.ofMinutes(1))
                .withLateAfter(Duration.ofSeconds(1))
                .run(action);
    }
}
