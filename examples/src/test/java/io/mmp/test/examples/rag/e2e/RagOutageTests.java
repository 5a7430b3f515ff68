package io.mmp.test.examples.rag.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.rag.EnabledIfVectorStore;
import io.mmp.test.examples.rag.RagFixture;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Takes one service away after the other: users are told which, health says so, and all is as before when it is back. */
@Tag("e2e")
@EnabledIfVectorStore
@ChecklistItem({"39.3", "41.1"})
class RagOutageTests {

    private static final String SEARCH = "/api/v1/search/search";
    private static final String GENERATE = "/api/v1/generation/generate";
    private static final String QUERY = "{\"query\": \"pandas DataFrame\", \"limit\": 20}";
    private static final String PROMPT = "{\"prompt\": \"pandas로 CSV 파일을 읽는 방법\"}";

    @RegisterExtension
    static final RagFixture RAG = RagFixture.filled();

    @Test
    void without_embeddings_nothing_is_searched() throws Exception {
        String before = RAG.client().post(SEARCH, QUERY).body();

        RAG.system().embedding().stop();
        assertUnavailable(RAG.client().post(SEARCH, QUERY), "embedding service");
        assertUnavailable(RAG.client().post(GENERATE, PROMPT), "embedding service");
        assertThat(RAG.client().get("/health").statusCode()).isEqualTo(503);
        assertThat(RAG.client().get("/health").body())
                .isEqualTo(
                        "{\"status\":\"unavailable\",\"dependencies\":{\"embedding\":\"not reachable\",\"generation\":\"ok\",\"vectors\":\"ok\"}}");

        RAG.system().embedding().restart();
        assertThat(RAG.client().post(SEARCH, QUERY).body()).isEqualTo(before);
        assertThat(RAG.client().get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void without_a_language_model_the_search_goes_on() throws Exception {
        String before = RAG.client().post(GENERATE, PROMPT).body();

        RAG.system().generation().kill();
        assertUnavailable(RAG.client().post(GENERATE, PROMPT), "generation service");
        assertThat(RAG.client().post(SEARCH, QUERY).statusCode()).isEqualTo(200);
        assertThat(RAG.client().get("/health").body()).contains("\"generation\":\"not reachable\"");

        RAG.system().generation().restart();
        assertThat(RAG.client().post(GENERATE, PROMPT).body()).isEqualTo(before);
    }

    @Test
    @ChecklistItem({"39.3", "39.4", "41.1"})
    void a_vector_store_that_was_killed_has_all_that_was_indexed() throws Exception {
        String before = RAG.client().post(SEARCH, QUERY).body();

        RAG.system().vectors().kill();
        assertUnavailable(RAG.client().post(SEARCH, QUERY), "vector store");
        assertUnavailable(
                RAG.client().post("/api/v1/index/file", "{\"path\": \"new.py\", \"content\": \"x = 1\"}"),
                "vector store");
        assertThat(RAG.client().get("/health").body()).contains("\"vectors\":\"not reachable\"");

        RAG.system().vectors().restart();
        assertThat(RAG.client().post(SEARCH, QUERY).body()).isEqualTo(before);
    }

    private static void assertUnavailable(HttpResponse<String> answer, String dependency) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"error\":\"The %s is not available.\"}".formatted(dependency));
    }
}
