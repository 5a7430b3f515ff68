package io.mmp.test.examples.rag;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The four services as processes on ports of their own: what does not depend on another starts at once, and all stop in reverse. */
public final class RagSystem implements AutoCloseable {

    private final Deque<ManagedServer> servers = new ArrayDeque<>();
    private final ManagedServer embedding;
    private final ManagedServer generation;
    private final ManagedServer vectors;
    private final ManagedServer rag;
    private final List<String> reductions;

    private RagSystem(ServerSpec model, List<String> modelReductions) {
        VectorStore store = VectorStore.best();
        reductions = Stream.concat(Stream.of(store.reduction()), modelReductions.stream())
                .filter(reduction -> !reduction.isEmpty())
                .toList();
        CompletableFuture<ManagedServer> firstEmbedding = starting(EmbeddingService.spec());
        CompletableFuture<ManagedServer> firstGeneration = starting(model);
        CompletableFuture<ManagedServer> firstVectors = starting(store.spec());
        try {
            // Waits for all, also where one fails: what starts later could not be closed.
            CompletableFuture.allOf(firstEmbedding, firstGeneration, firstVectors)
                    .join();
            embedding = firstEmbedding.join();
            generation = firstGeneration.join();
            vectors = firstVectors.join();
            rag = started(
                    RagServer.spec(embedding.uri(), generation.uri(), PostgresServer.jdbcUrl(vectors, "postgres")));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Start all services, with the stand-in for the language model, and wait until they are healthy. */
    public static RagSystem start() {
        return new RagSystem(StandInGeneration.spec(), List.of("a stand-in that quotes answers, not a language model"));
    }

    /** Start all services with the real language model. */
    public static RagSystem startWith(LanguageModel model) {
        return new RagSystem(model.spec(), List.of());
    }

    /** Return what is less than the real thing, such as a stand-in; empty if nothing is. */
    public List<String> reductions() {
        return reductions;
    }

    private CompletableFuture<ManagedServer> starting(ServerSpec spec) {
        return CompletableFuture.supplyAsync(() -> started(spec));
    }

    private ManagedServer started(ServerSpec spec) {
        ManagedServer server = ManagedServer.start(spec);
        synchronized (servers) {
            servers.push(server);
        }
        return server;
    }

    /** Return the service of embeddings. */
    public ManagedServer embedding() {
        return embedding;
    }

    /** Return the language model, or what stands in for it. */
    public ManagedServer generation() {
        return generation;
    }

    /** Return the vector store. */
    public ManagedServer vectors() {
        return vectors;
    }

    /** Return the orchestrator. */
    public ManagedServer rag() {
        return rag;
    }

    /** Return a client of the orchestrator. */
    public RagClient client() {
        return new RagClient(rag.uri());
    }

    @Override
    public void close() {
        synchronized (servers) {
            servers.forEach(ManagedServer::close);
        }
    }
}
