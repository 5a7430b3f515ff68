package io.mmp.test.examples.rag;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The four services as processes on ports of their own: what does not depend on another starts at once, and all stop in reverse. */
public final class RagSystem implements AutoCloseable {

    private final Deque<ManagedServer> servers = new ArrayDeque<>();
    private final ManagedServer embedding;
    private final ManagedServer generation;
    private final ManagedServer vectors;
    private final ManagedServer rag;

    private RagSystem() {
        try {
            CompletableFuture<ManagedServer> firstEmbedding = starting(EmbeddingService.spec());
            CompletableFuture<ManagedServer> firstGeneration = starting(StandInGeneration.spec());
            vectors = started(PostgresServer.spec());
            embedding = firstEmbedding.join();
            generation = firstGeneration.join();
            rag = started(
                    RagServer.spec(embedding.uri(), generation.uri(), PostgresServer.jdbcUrl(vectors, "postgres")));
        } catch (CompletionException | IllegalStateException e) {
            close();
            throw e;
        }
    }

    /** Start all services and wait until they are healthy. */
    public static RagSystem start() {
        return new RagSystem();
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
