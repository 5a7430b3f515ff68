package io.mmp.test.examples.rag.deployment;

import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static io.mmp.test.readiness.ReadinessAssertions.assertThatHealth;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.rag.EnabledIfVectorStore;
import io.mmp.test.examples.rag.RagFixture;
import io.mmp.test.fault.Outage;
import io.mmp.test.readiness.HostileRequests;
import io.mmp.test.readiness.LeakKind;
import io.mmp.test.readiness.SafeText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the running orchestrator says of its health, and what it tells strangers. */
@Tag("e2e")
@EnabledIfVectorStore
class RagReadinessTests {

    @RegisterExtension
    static final RagFixture RAG = RagFixture.filled();

    @Test
    @ChecklistItem("41.1")
    void health_turns_red_while_the_vector_store_is_gone() {
        assertThatHealth(RAG.system().rag().uri().resolve("/health"))
                .turnsRedWhen(Outage.kill("vector store", RAG.system().vectors()), "vectors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/search/search", "/api/v1/index/file", "/api/v1/generation/generate"})
    @ChecklistItem({"42.2", "42.3"})
    void what_strangers_send_is_refused_and_tells_them_nothing(String path) {
        assertThat(HostileRequests.to(RAG.system().rag().uri().resolve(path)))
                .usingInternalHosts("vectors", "embedding-server", "generation-server")
                .areAnsweredSafely();
    }

    @Test
    @ChecklistItem({"41.2", "42.3"})
    void the_log_says_why_a_search_failed_and_the_answer_does_not() throws Exception {
        RAG.system().embedding().stop();
        try {
            assertThat(SafeText.ofBody(RAG.system().client().post("/api/v1/search/search", "{\"query\": \"pandas\"}")))
                    .leaksNothing();
        } finally {
            RAG.system().embedding().restart();
        }

        assertThat(RAG.system().rag().log())
                .contains("/api/v1/search/search:")
                .contains("The embedding service is not available.: java.net.ConnectException");
        assertThat(SafeText.ofLog("rag", RAG.system().rag())).leaksNo(LeakKind.SECRET);
    }
}
