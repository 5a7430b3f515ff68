package io.mmp.test.examples.rag;

import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The orchestrator: indexes files, searches them, and lets the language model answer from what it finds. */
final class RagServer {

    /** Passages that are less similar are no context: the answer is not in them. */
    private static final double RELEVANT = 0.3;

    private static final int CONTEXT = 3;

    private final JsonClient embedding;
    private final JsonClient generation;
    private final PassageTable passages;

    private RagServer(Map<String, String> environment) {
        embedding = new JsonClient("embedding service", environment.get("EMBEDDING_URL"), Duration.ofSeconds(10));
        generation = new JsonClient("generation service", environment.get("GENERATION_URL"), Duration.ofSeconds(60));
        passages = new PassageTable(environment.get("VECTOR_STORE_URL"));
    }

    static ServerSpec spec(String embedding, String generation, String vectorStore) {
        return JavaProcess.of("rag", RagServer.class)
                .withEnvironment(Map.of(
                        "EMBEDDING_URL", embedding,
                        "GENERATION_URL", generation,
                        "VECTOR_STORE_URL", vectorStore));
    }

    public static void main(String[] args) throws IOException {
        RagServer server = new RagServer(System.getenv());
        new JsonService("rag", server::dependencies)
                .post("/api/v1/index/file", server::index)
                .post("/api/v1/search/search", server::search)
                .post("/api/v1/generation/generate", server::generate)
                .start(args[0]);
    }

    private Map<String, String> dependencies() {
        Map<String, String> statuses = new LinkedHashMap<>();
        statuses.put("embedding", embedding.status());
        statuses.put("generation", generation.status());
        statuses.put("vectors", passages.status());
        return statuses;
    }

    private Map<String, ?> index(JsonRequest request) {
        String path = request.text("path", 300);
        if (path.matches("(?s).*[\\s\\[\\]\\p{Cntrl}].*")) {
            throw ServiceException.badRequest("'path' must have no spaces and no brackets.");
        }
        List<Passage> parts = Passage.of(path, request.text("content", 1_000_000));
        passages.replace(path, parts, embed(parts.stream().map(Passage::text).toList()));
        return Map.of("path", path, "chunks", parts.size());
    }

    private Map<String, ?> search(JsonRequest request) {
        String query = request.text("query", 2_000);
        int limit = request.number("limit", 5, 50);
        return Map.of(
                "results", nearest(query, limit).stream().map(Passage::toJson).toList());
    }

    private Map<String, ?> generate(JsonRequest request) {
        String prompt = request.text("prompt", 4_000);
        int most = request.number("max_tokens", 200, 2_048);
        List<Passage> context = nearest(prompt, CONTEXT).stream()
                .filter(passage -> passage.score() >= RELEVANT)
                .toList();
        Map<String, Object> answer = generation.post(
                "/v1/chat/completions", Map.of("messages", Prompt.messages(prompt, context), "max_tokens", most));
        String text = text(answer);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", text);
        fields.put("citations", Prompt.citations(text));
        fields.put("passages", context.stream().map(Passage::toJson).toList());
        return fields;
    }

    private static String text(Map<String, Object> completion) {
        if (completion.get("choices") instanceof List<?> choices
                && !choices.isEmpty()
                && choices.get(0) instanceof Map<?, ?> choice
                && choice.get("message") instanceof Map<?, ?> message
                && message.get("content") instanceof String text) {
            return text;
        }
        throw ServiceException.unavailable("generation service", new IOException("no text in its answer"));
    }

    private List<Passage> nearest(String query, int limit) {
        return passages.nearest(embed(List.of(query)).get(0), limit);
    }

    private List<List<?>> embed(List<String> texts) {
        Object found = embedding.post("/embed", Map.of("texts", texts)).get("embeddings");
        if (!(found instanceof List<?> embeddings) || embeddings.size() != texts.size()) {
            throw ServiceException.unavailable("embedding service", new IOException("other embeddings than texts"));
        }
        return embeddings.stream().<List<?>>map(embedded -> (List<?>) embedded).toList();
    }
}
