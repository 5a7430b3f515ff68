package io.mmp.test.examples.rag.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.rag.Corpus;
import io.mmp.test.examples.rag.EnabledIfVectorStore;
import io.mmp.test.examples.rag.RagClient;
import io.mmp.test.examples.rag.RagSystem;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Takes one service away after the other: users are told which, health says so, and all is as before when it is back. */
@Tag("e2e")
@EnabledIfVectorStore
@ChecklistItem({"39.3", "41.1"})
class RagOutageTests {

    private static final String SEARCH = "/api/v1/search/search";
    private static final String GENERATE = "/api/v1/generation/generate";
    private static final String QUERY = "{\"query\": \"pandas DataFrame\", \"limit\": 20}";
    private static final String PROMPT = "{\"prompt\": \"pandas로 CSV 파일을 읽는 방법\"}";

    private static RagSystem system;
    private static RagClient client;

    @BeforeAll
    static void start(TestReporter reporter) throws Exception {
        system = RagSystem.start();
        system.reductions().forEach(reduction -> reporter.publishEntry(ChecklistItem.REDUCED, reduction));
        client = system.client();
        client.indexAll(Corpus.DIRECTORY);
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void without_embeddings_nothing_is_searched() throws Exception {
        String before = client.post(SEARCH, QUERY).body();

        system.embedding().stop();
        assertUnavailable(client.post(SEARCH, QUERY), "embedding service");
        assertUnavailable(client.post(GENERATE, PROMPT), "embedding service");
        assertThat(client.get("/health").statusCode()).isEqualTo(503);
        assertThat(client.get("/health").body())
                .isEqualTo(
                        "{\"status\":\"unavailable\",\"dependencies\":{\"embedding\":\"not reachable\",\"generation\":\"ok\",\"vectors\":\"ok\"}}");

        system.embedding().restart();
        assertThat(client.post(SEARCH, QUERY).body()).isEqualTo(before);
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void without_a_language_model_the_search_goes_on() throws Exception {
        String before = client.post(GENERATE, PROMPT).body();

        system.generation().kill();
        assertUnavailable(client.post(GENERATE, PROMPT), "generation service");
        assertThat(client.post(SEARCH, QUERY).statusCode()).isEqualTo(200);
        assertThat(client.get("/health").body()).contains("\"generation\":\"not reachable\"");

        system.generation().restart();
        assertThat(client.post(GENERATE, PROMPT).body()).isEqualTo(before);
    }

    @Test
    @ChecklistItem({"39.3", "39.4", "41.1"})
    void a_vector_store_that_was_killed_has_all_that_was_indexed() throws Exception {
        String before = client.post(SEARCH, QUERY).body();

        system.vectors().kill();
        assertUnavailable(client.post(SEARCH, QUERY), "vector store");
        assertUnavailable(
                client.post("/api/v1/index/file", "{\"path\": \"new.py\", \"content\": \"x = 1\"}"), "vector store");
        assertThat(client.get("/health").body()).contains("\"vectors\":\"not reachable\"");

        system.vectors().restart();
        assertThat(client.post(SEARCH, QUERY).body()).isEqualTo(before);
    }

    private static void assertUnavailable(HttpResponse<String> answer, String dependency) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"error\":\"The %s is not available.\"}".formatted(dependency));
    }
}
