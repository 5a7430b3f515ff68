package io.mmp.test.examples.rag.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.rag.EnabledIfVectorStore;
import io.mmp.test.examples.rag.Passage;
import io.mmp.test.examples.rag.RagFixture;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indexes and searches through the orchestrator, also in scripts that the locale of its process does not know, and sends it what is wrong. */
@Tag("e2e")
@EnabledIfVectorStore
@ChecklistItem({"39.1", "42.2"})
class RagServiceTests {

    private static final String INDEX = "/api/v1/index/file";
    private static final String SEARCH = "/api/v1/search/search";

    @RegisterExtension
    static final RagFixture RAG = RagFixture.empty();

    @Test
    void a_file_that_was_indexed_is_found(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("sample_code.py"), """
                import pandas as pd

                def load_data(path):
                    \"""Load a CSV file into a pandas DataFrame.\"""
                    return pd.read_csv(path)
                """);
        RAG.client().index("sample_code.py", Files.readString(file));

        List<Passage> results = RAG.client().search("pandas DataFrame", 5);

        assertThat(results).isNotEmpty().hasSizeLessThanOrEqualTo(5);
        assertThat(results)
                .anySatisfy(result ->
                        assertThat(result.text()).containsIgnoringCase("pandas").containsIgnoringCase("csv"));
    }

    /** The log tells what is real: pgvector, or the arrays of a PostgreSQL that lacks it. */
    @Test
    @ChecklistItem("41.2")
    void the_log_says_how_vectors_are_kept() throws Exception {
        RAG.client().search("anything", 1);

        assertThat(RAG.system().rag().log()).containsPattern("passages are kept as (vector\\(384\\)|real\\[])");
    }

    @Test
    void a_file_that_is_indexed_again_is_there_once() throws Exception {
        RAG.client().index("twice.py", "def first_version():\n    pass\n\ndef removed():\n    pass\n");
        RAG.client().index("twice.py", "def second_version():\n    pass\n");

        assertThat(RAG.client().search("version", 50))
                .filteredOn(passage -> passage.path().equals("twice.py"))
                .extracting(Passage::id, Passage::text)
                .containsExactly(tuple("twice.py#1", "def second_version():\n    pass"));
    }

    @Test
    void any_script_comes_back_as_it_went_in() throws Exception {
        String decomposed = Normalizer.normalize("# 데이터", Normalizer.Form.NFD);
        String content = "# 데이터프레임을 읽는 함수 👩‍🔬 naïve Straße 日本語 العربية\\n\n\"\\u0000\"\t<&>'";
        RAG.client().index("자료/읽기.py", content);
        RAG.client().index("자료/분해.py", decomposed);

        assertThat(RAG.client().search("데이터프레임을 읽는 함수", 50))
                .filteredOn(passage -> passage.path().startsWith("자료/"))
                .extracting(Passage::text)
                .containsExactlyInAnyOrder(content, decomposed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                SEARCH + "| {\"limit\": 5}             | 'query' must be a text that is not blank.",
                SEARCH + "| {\"query\": \" \"}         | 'query' must be a text that is not blank.",
                SEARCH + "| {\"query\": [\"a\"]}       | 'query' must be a text that is not blank.",
                SEARCH + "| {\"query\": \"a\\u0000\"}  | 'query' has characters that cannot be stored.",
                SEARCH + "| {\"query\": \"\\ud800\"}   | 'query' has characters that cannot be stored.",
                SEARCH + "| {\"query\": \"a\", \"limit\": 0}     | 'limit' must be a whole number from 1 to 50.",
                SEARCH + "| {\"query\": \"a\", \"limit\": 2.5}   | 'limit' must be a whole number from 1 to 50.",
                SEARCH + "| {\"query\": \"a\", \"limit\": \"5\"} | 'limit' must be a whole number from 1 to 50.",
                SEARCH + "| {\"query\": \"a\", \"limit\": null}  | 'limit' must be a whole number from 1 to 50.",
                SEARCH
                        + "| {\"query\": \"a\", \"limit\": 99999999999999} | 'limit' must be a whole number from 1 to 50.",
                SEARCH + "| {\"query\": \"a\"          | The body is not a JSON object.",
                SEARCH + "| [1]                        | The body is not a JSON object.",
                SEARCH + "| null                       | The body is not a JSON object.",
                INDEX + " | {\"path\": \"a b\", \"content\": \"c\"} | 'path' must have no spaces and no brackets.",
                INDEX + " | {\"path\": \"a\", \"content\": \"\"}    | 'content' must be a text that is not blank.",
                "/api/v1/generation/generate | {\"prompt\": \"a\", \"max_tokens\": -1} "
                        + "| 'max_tokens' must be a whole number from 1 to 2048."
            })
    void what_is_wrong_is_refused_in_one_sentence(String path, String body, String error) throws Exception {
        HttpResponse<String> answer = RAG.client().post(path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"%s\"}".formatted(error));
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
    }

    @Test
    @ChecklistItem({"42.2", "42.3"})
    void bodies_that_are_empty_too_long_or_no_text_are_refused() throws Exception {
        assertThat(RAG.client().post(SEARCH, "").body()).isEqualTo("{\"error\":\"The body is not a JSON object.\"}");
        assertThat(RAG.client()
                        .post(SEARCH, "{\"query\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1))
                        .body())
                .isEqualTo("{\"error\":\"The body is not UTF-8.\"}");
        assertThat(RAG.client()
                        .post(SEARCH, "{\"query\": \"%s\"}".formatted("a".repeat(2_001)))
                        .body())
                .isEqualTo("{\"error\":\"'query' must have at most 2000 characters.\"}");
    }

    @Test
    @ChecklistItem({"39.2", "42.2"})
    void paths_and_methods_that_are_not_there_are_refused() throws Exception {
        assertThat(RAG.client().get("/api/v2/search").statusCode()).isEqualTo(404);
        assertThat(RAG.client().get(SEARCH).statusCode()).isEqualTo(405);
        assertThat(RAG.client().get(SEARCH).headers().firstValue("Allow")).contains("POST");
        assertThat(RAG.client().post("/health", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    @ChecklistItem("41.3")
    void requests_are_counted_and_timed() throws Exception {
        RAG.client().get("/never/seen?query=secret");
        RAG.client().post(SEARCH, "{}");

        assertThat(RAG.client().get("/metrics").body())
                .contains("# TYPE http_requests_total counter", "# TYPE http_request_duration_seconds histogram")
                .containsPattern("http_requests_total\\{method=\"POST\",path=\"" + SEARCH + "\",status=\"400\"} [1-9]")
                .containsPattern("http_requests_total\\{method=\"GET\",path=\"other\",status=\"404\"} [1-9]")
                .containsPattern("http_request_duration_seconds_bucket\\{method=\"POST\",path=\"" + SEARCH
                        + "\",le=\"\\+Inf\"} [1-9]")
                .doesNotContain("never", "secret");
    }
}
