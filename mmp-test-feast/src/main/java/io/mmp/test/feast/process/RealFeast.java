package io.mmp.test.feast.process;

import static java.util.Objects.requireNonNull;

import dev.feast.FeastClient;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.Retrieval;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.serving.SdkClient;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.IngestedRows;
import io.mmp.test.server.PrivateDirectory;
import io.mmp.test.table.Table;
import io.mmp.test.table.Timestamps;
import io.mmp.test.table.ValueType;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A feature store of real Feast: a project with a registry, a database and keys of its own.
 *
 * <p>What Feast refuses is a {@link FeastException} with Feast's own error. Feast's own behaviour is not mended: its Dask store loses rows,
 * Redis keeps the first of two values with one event timestamp.
 *
 * @since 0.1.0
 */
public final class RealFeast implements FeatureStore, AutoCloseable {

    private static final Instant PYTHON_BEGINS = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant PYTHON_ENDS = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final SideCar feast;
    private final String project;
    private final PrivateDirectory directory;
    private final Map<String, IngestedRows> offline = new LinkedHashMap<>();
    private @Nullable Servers servers;

    RealFeast(SideCar feast, String project, PrivateDirectory directory) {
        this.feast = feast;
        this.project = project;
        this.directory = directory;
    }

    /** Declare these feature views; one that replaces another declaration of its name starts without rows. */
    @Override
    public synchronized void apply(FeatureView... views) {
        call("apply", Map.of("views", Arrays.stream(views).map(ViewJson::write).toList()));
        for (FeatureView view : views) {
            IngestedRows known = offline.get(view.name());
            if (known == null || !known.view().equals(view)) {
                offline.put(view.name(), new IngestedRows(view));
            }
        }
    }

    @Override
    public synchronized void ingest(FeatureView view, Table rows) {
        IngestedRows ingested = rowsOf(view);
        Table selected = ingested.select(rows);
        call("ingest", Map.of("view", view.name(), "rows", TableJson.write(selected, view.sourceColumns())));
        ingested.append(selected);
    }

    @Override
    public void materialize(Instant from, Instant to) {
        if (from.isAfter(to)) {
            // Feast would do nothing, and say so to nobody.
            throw new FeastException("The window to materialize starts at %s, after its end %s.".formatted(from, to));
        }
        try {
            // Rounded down, the start would let in what came before it; the end may be, because stored timestamps are
            // whole microseconds.
            call(
                    "materialize",
                    Map.of("start", micros(from.isAfter(PYTHON_ENDS) ? from : from.plusNanos(999)), "end", micros(to)));
        } catch (FeastException e) {
            if (String.valueOf(e.getMessage()).contains("Column " + FeatureRegistry.NO_ENTITY + " not found")) {
                throw new FeastException(
                        "%s. Feast 0.67 materializes views without join keys from its Dask store only: give the view a key, or run with -Dmmp.feast.offline=dask."
                                .formatted(e.getMessage()),
                        e);
            }
            throw e;
        }
    }

    /** Return the instant, or the nearest that a timestamp of Python can be: no row is of another one. */
    private static long micros(Instant instant) {
        Instant later = instant.isBefore(PYTHON_BEGINS) ? PYTHON_BEGINS : instant;
        return Timestamps.micros(later.isAfter(PYTHON_ENDS) ? PYTHON_ENDS : later);
    }

    @Override
    public InetSocketAddress address() {
        return servers().grpc();
    }

    /** Return the Feast Java SDK's own client, connected to {@code feast listen}; it is closed with the feature store. */
    @Override
    public FeastClient online() {
        return servers().client();
    }

    @Override
    public OnlineFeatures online(Table entityRows, String... features) {
        return servers().client().read(registry(), entityRows, features);
    }

    @Override
    public HistoricalFeatures historical(Table entityRows, String... features) {
        FeatureSource[] sources = registry().select(features).entrySet().stream()
                .map(selected ->
                        source(selected.getKey()).select(selected.getValue().toArray(String[]::new)))
                .toArray(FeatureSource[]::new);
        Retrieval retrieval = Retrieval.of(entityRows).with(sources);
        Map<String, ValueType> types = new LinkedHashMap<>();
        entityRows
                .columnNames()
                .forEach(name -> types.put(name, entityRows.column(name).type()));
        Object returned = call(
                "historical", Map.of("entities", TableJson.write(entityRows, types), "features", List.of(features)));
        for (FeatureSource source : retrieval.sources()) {
            source.features()
                    .forEach(feature -> types.put(
                            retrieval.columnOf(source, feature),
                            source.column(feature).type()));
        }
        return retrieval.returned(TableJson.read(returned).withTypes(types));
    }

    @Override
    public synchronized Table offline(FeatureView view) {
        rowsOf(view);
        return TableJson.read(call("offline", Map.of("view", view.name()))).withTypes(view.sourceColumns());
    }

    @Override
    public synchronized FeatureSource source(FeatureView view) {
        return view.from(rowsOf(view).rows());
    }

    /** Return the address of {@code feast serve}, Feast's HTTP server; it answers HTTP/1.1 only. */
    public URI http() {
        return servers().http();
    }

    /** Return the registry file that {@code feast apply} writes. */
    public Path registryFile() {
        return directory.path().resolve("registry.db");
    }

    /** Return the name of the project. */
    public String project() {
        return project;
    }

    /**
     * Return what Feast has written since this store was made, the last MiB where that is more.
     *
     * <p>One process of Feast serves all stores of a JVM: what it writes for tests that run at the same time is part of it.
     */
    public String log() {
        String all = feast.log();
        String begin = "Project %s is made\n".formatted(project); // as side_car.py says it
        int before = all.lastIndexOf(begin);
        return before < 0 ? all : all.substring(before + begin.length());
    }

    /** Return the feature views that are declared, in the order in which their names were. */
    public synchronized List<FeatureView> views() {
        return offline.values().stream().map(IngestedRows::view).toList();
    }

    private IngestedRows rowsOf(FeatureView view) {
        IngestedRows rows = offline.get(view.name());
        if (rows == null || !rows.view().equals(view)) {
            throw new FeastException("View '%s' was not applied as it is here. Apply it first.".formatted(view.name()));
        }
        return rows;
    }

    private synchronized FeatureRegistry registry() {
        return FeatureRegistry.of(
                project, offline.values().stream().map(IngestedRows::view).toList());
    }

    private synchronized Servers servers() {
        if (servers == null) {
            servers = Servers.at(call("serve", Map.of()));
        }
        return servers;
    }

    private @Nullable Object call(String operation, Map<String, ?> arguments) {
        Map<String, Object> all = new HashMap<>(arguments);
        all.put("project", project);
        return feast.call(operation, all);
    }

    /** Stop its servers and remove what it has stored. */
    @Override
    public synchronized void close() {
        try (directory) {
            try {
                if (servers != null) {
                    servers.client().close();
                }
            } finally {
                if (feast.isAlive()) {
                    call("close", Map.of());
                }
            }
        }
    }

    /** The servers of one project. */
    private record Servers(InetSocketAddress grpc, SdkClient client, URI http) {

        @SuppressWarnings({"unchecked", "AddressSelection"}) // side_car.py answers so; the address is no name
        static Servers at(@Nullable Object answer) {
            Map<String, Integer> ports = (Map<String, Integer>) requireNonNull(answer);
            int grpc = requireNonNull(ports.get("grpc"));
            return new Servers(
                    new InetSocketAddress("127.0.0.1", grpc),
                    ListenClient.connect(grpc),
                    URI.create("http://127.0.0.1:" + ports.get("http")));
        }
    }
}
