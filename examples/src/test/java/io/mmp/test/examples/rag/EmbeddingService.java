package io.mmp.test.examples.rag;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The embedding service: {@code POST /embed {"texts": [...]}} by the real MiniLM, whose weights are in its Maven artifact. */
final class EmbeddingService {

    private EmbeddingService() {}

    static ServerSpec spec() {
        return JavaProcess.of("embedding", EmbeddingService.class)
                .withEnvironment(Map.of(
                        // The tokenizer's library is unpacked there, and nobody is told of it.
                        "DJL_CACHE_DIR", ".", "OPT_OUT_TRACKING", "true"));
    }

    public static void main(String[] args) throws IOException {
        // One thread for each request: the machine's cores are shared with the other services.
        EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
        new JsonService("embedding", Map::of)
                .post("/embed", request -> Map.of("embeddings", embed(model, request.texts("texts", 500, 20_000))))
                .start(args[0]);
    }

    private static List<float[]> embed(EmbeddingModel model, List<String> texts) {
        return texts.stream().map(text -> model.embed(text).content().vector()).toList();
    }
}
