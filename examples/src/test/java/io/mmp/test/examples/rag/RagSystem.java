package io.mmp.test.examples.rag;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import io.mmp.test.system.GroupSpec;
import io.mmp.test.system.Service;
import io.mmp.test.system.ServiceGroup;
import java.util.List;
import java.util.stream.Stream;

/** The four services as processes on ports of their own. */
public final class RagSystem implements AutoCloseable {

    private final ServiceGroup services;
    private final List<String> reductions;

    private RagSystem(ServerSpec model, List<String> modelReductions) {
        VectorStore store = VectorStore.best();
        reductions = Stream.concat(Stream.of(store.reduction()), modelReductions.stream())
                .filter(reduction -> !reduction.isEmpty())
                .toList();
        services = ServiceGroup.start(GroupSpec.of(
                Service.of(EmbeddingService.spec()),
                Service.of(model),
                Service.of(store.spec()),
                Service.of(RagServer.spec(
                        "{uri:embedding}",
                        "{uri:generation}",
                        "jdbc:postgresql://{host:vectors}:{port:vectors}/postgres?user=" + PostgresServer.USER))));
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

    /** Return all services, to break them by name. */
    public ServiceGroup services() {
        return services;
    }

    /** Return the service of embeddings. */
    public ManagedServer embedding() {
        return services.server("embedding");
    }

    /** Return the language model, or what stands in for it. */
    public ManagedServer generation() {
        return services.server("generation");
    }

    /** Return the vector store. */
    public ManagedServer vectors() {
        return services.server("vectors");
    }

    /** Return the orchestrator. */
    public ManagedServer rag() {
        return services.server("rag");
    }

    /** Return a client of the orchestrator. */
    public RagClient client() {
        return new RagClient(rag().uri());
    }

    @Override
    public void close() {
        services.close();
    }
}
