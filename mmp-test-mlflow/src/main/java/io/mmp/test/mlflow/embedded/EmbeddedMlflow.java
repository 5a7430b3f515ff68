package io.mmp.test.mlflow.embedded;

import com.sun.net.httpserver.HttpServer;
import io.mmp.test.mlflow.embedded.download.ArtifactDownloads;
import io.mmp.test.mlflow.embedded.download.PresignedUrls;
import io.mmp.test.mlflow.embedded.evaluation.EvaluationDatasets;
import io.mmp.test.mlflow.embedded.file.ArtifactProxy;
import io.mmp.test.mlflow.embedded.file.ArtifactStore;
import io.mmp.test.mlflow.embedded.registry.ModelAliases;
import io.mmp.test.mlflow.embedded.registry.ModelVersions;
import io.mmp.test.mlflow.embedded.registry.RegisteredModels;
import io.mmp.test.mlflow.embedded.registry.RegistryImport;
import io.mmp.test.mlflow.embedded.registry.RegistryState;
import io.mmp.test.mlflow.embedded.registry.SourceOwners;
import io.mmp.test.mlflow.embedded.trace.Assessments;
import io.mmp.test.mlflow.embedded.trace.OtlpTraces;
import io.mmp.test.mlflow.embedded.trace.TraceCorrelation;
import io.mmp.test.mlflow.embedded.trace.TraceLinks;
import io.mmp.test.mlflow.embedded.trace.TraceSearch;
import io.mmp.test.mlflow.embedded.trace.TraceState;
import io.mmp.test.mlflow.embedded.trace.TraceTags;
import io.mmp.test.mlflow.embedded.trace.Traces;
import io.mmp.test.mlflow.embedded.trace.TracesV2;
import io.mmp.test.mlflow.embedded.tracking.ArtifactImport;
import io.mmp.test.mlflow.embedded.tracking.DatasetSearch;
import io.mmp.test.mlflow.embedded.tracking.Experiments;
import io.mmp.test.mlflow.embedded.tracking.LoggedModels;
import io.mmp.test.mlflow.embedded.tracking.Metrics;
import io.mmp.test.mlflow.embedded.tracking.RunArtifacts;
import io.mmp.test.mlflow.embedded.tracking.RunInputs;
import io.mmp.test.mlflow.embedded.tracking.RunLogging;
import io.mmp.test.mlflow.embedded.tracking.Runs;
import io.mmp.test.mlflow.embedded.tracking.TrackingImport;
import io.mmp.test.mlflow.embedded.tracking.TrackingState;
import io.mmp.test.mlflow.embedded.wire.Dispatcher;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.state.MlflowState;
import io.mmp.test.mlflow.state.StateRecords;
import io.mmp.test.server.HttpServers;
import io.mmp.test.server.ServerThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An MLflow tracking server inside this JVM, for tests: real REST calls, state in memory, artifacts in a directory.
 *
 * <p>It answers what MLflow 3.17.2 answers, error bodies included; what it does not know gets MLflow's 404 and is counted
 * in {@link #unsupportedCalls()}. It listens on the loopback only and has no access control.
 *
 * <p>No request takes more than its share: a JSON body may have 32 MiB and 250,000 values (status 413 above that), a filter a million
 * characters; artifacts may be as large as the disk. What is no path, as in {@code GET mailto:x} or {@code CONNECT}, gets no answer:
 * the JDK's server closes the connection before anybody is asked.
 *
 * @since 0.1.0
 */
public final class EmbeddedMlflow implements AutoCloseable {

    // Not the JDK's loopback: that is ::1 where IPv6 is preferred, and clients are told 127.0.0.1.
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer server;
    private final ServerThreads threads;
    private final PendingDispatcher dispatcher;
    private final OwnArtifacts ownArtifacts;

    private EmbeddedMlflow(
            HttpServer server, ServerThreads threads, PendingDispatcher dispatcher, OwnArtifacts ownArtifacts) {
        this.server = server;
        this.threads = threads;
        this.dispatcher = dispatcher;
        this.ownArtifacts = ownArtifacts;
    }

    /** Start a server on a free port of the loopback; its artifacts are removed when it is closed, and when this JVM ends before. */
    public static EmbeddedMlflow start() {
        OwnArtifacts artifacts = new OwnArtifacts();
        return start(fresh(artifacts), artifacts);
    }

    /**
     * Start a server on a free port of the loopback.
     *
     * @param artifactRoot the directory for artifacts; it may not exist yet, and is left alone by {@link #close()}
     */
    public static EmbeddedMlflow start(Path artifactRoot) {
        return start(fresh(() -> artifactRoot), new OwnArtifacts());
    }

    /**
     * Start a server that has what a state says: the ids of its experiments, runs and logged models, and the numbers of its versions. Its
     * artifacts are removed when it is closed.
     *
     * <p>Nothing starts if the state is refused. Of an artifact that the state refers to by its digest the server has nothing.
     *
     * @throws io.mmp.test.mlflow.state.MlflowStateException if the state contradicts itself
     */
    public static EmbeddedMlflow start(MlflowState state) {
        OwnArtifacts artifacts = new OwnArtifacts();
        try {
            return start(imported(artifacts, state), artifacts);
        } catch (RuntimeException refused) {
            artifacts.close();
            throw refused;
        }
    }

    /**
     * Start a server that has what a state says.
     *
     * @param artifactRoot the directory for artifacts; those of the state are written into it
     * @throws io.mmp.test.mlflow.state.MlflowStateException if the state contradicts itself
     */
    public static EmbeddedMlflow start(Path artifactRoot, MlflowState state) {
        return start(imported(() -> artifactRoot, state), new OwnArtifacts());
    }

    /**
     * Begin to load, in a thread of its own, what the first server of this JVM takes most of its time for; later calls do nothing. Tests
     * with an annotation do so by themselves, when their class begins.
     */
    public static void prepare() {
        FirstServer.prepare();
    }

    private static Supplier<Router> fresh(Supplier<Path> artifactRoot) {
        return () -> routerFor(new ArtifactStore(artifactRoot), TrackingState.fresh(), new RegistryState());
    }

    private static Supplier<Router> imported(Supplier<Path> artifactRoot, MlflowState state) {
        StateRecords records = StateRecords.of(state);
        TrackingState tracking = TrackingImport.of(records);
        RegistryState registry = RegistryImport.of(records);
        ArtifactStore artifacts = new ArtifactStore(artifactRoot);
        try {
            ArtifactImport.write(records, tracking, artifacts);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The artifacts of %s cannot be written to %s".formatted(state, artifactRoot.get()), failure);
        }
        return () -> routerFor(artifacts, tracking, registry);
    }

    private static EmbeddedMlflow start(Supplier<Router> router, OwnArtifacts ownArtifacts) {
        HttpServers.answerAtOnce();
        prepare();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
            ServerThreads threads = new ServerThreads(
                    "mmp-embedded-mlflow-" + server.getAddress().getPort());
            PendingDispatcher dispatcher = new PendingDispatcher(() -> new Dispatcher(router.get()));
            threads.execute(dispatcher::build);
            server.setExecutor(threads);
            server.createContext("/", dispatcher);
            // The server's own thread inherits being a daemon from the thread that starts it.
            threads.runAndWait(server::start);
            return new EmbeddedMlflow(server, threads, dispatcher, ownArtifacts);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded MLflow server cannot listen on the loopback", e);
        }
    }

    /** Return the tracking URI, such as {@code http://127.0.0.1:41873}, without a trailing slash. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Return how often each unknown endpoint was called, such as {@code POST /api/2.0/mlflow/issues/create}. */
    public Map<String, Long> unsupportedCalls() {
        return dispatcher.unsupportedCalls();
    }

    /** Stop listening and end all threads; a request that is under way is cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.close();
        ownArtifacts.close();
    }

    /**
     * Print the URI of a new server as one line and serve until standard input ends; artifacts live that long too, and go when this
     * program is killed.
     *
     * <p>A program in any language can so start a server that cannot outlive it.
     */
    @SuppressWarnings("SystemOut") // the line is this program's output
    public static void main(String[] args) throws IOException {
        try (EmbeddedMlflow mlflow = start()) {
            System.out.println(mlflow.uri());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    static Router routerFor(ArtifactStore artifacts, TrackingState state, RegistryState registry) {
        TraceState traces = new TraceState(state);
        return new Router(topic -> switch (topic) {
            case "" -> List.of(new RunsPage());
            case "health", "version", "server-info" -> List.of(new ServerInfo());
            case "experiments" -> List.of(new Experiments(state), new DatasetSearch(state));
            case "runs" -> List.of(new Runs(state), new RunLogging(state), new RunInputs(state));
            case "metrics" -> List.of(new Metrics(state));
            case "artifacts" -> List.of(new RunArtifacts(state, artifacts), new PresignedUrls(state));
            case "mlflow-artifacts" -> List.of(new ArtifactProxy(artifacts));
            case "get-artifact" -> List.of(new ArtifactDownloads(state, registry, artifacts));
            case "logged-models" -> List.of(new LoggedModels(state, artifacts));
            case "registered-models" -> List.of(new RegisteredModels(registry), new ModelAliases(registry));
            case "model-versions" ->
                List.of(
                        new ModelVersions(registry, new SourceOwners(state)),
                        new ArtifactDownloads(state, registry, artifacts));
            case "traces" ->
                List.of(
                        new Traces(traces),
                        new TraceSearch(traces),
                        new TraceTags(traces),
                        new TracesV2(traces),
                        new TraceLinks(traces),
                        new TraceCorrelation(traces),
                        new Assessments(traces));
            case "v1" -> List.of(new OtlpTraces(traces));
            case "datasets" -> List.of(new EvaluationDatasets(state));
            default -> List.of();
        });
    }
}
