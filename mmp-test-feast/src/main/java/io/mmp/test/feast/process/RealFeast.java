package io.mmp.test.feast.process;

import static java.util.Objects.requireNonNull;

import dev.feast.FeastClient;
import io.mmp.test.feast.FeastException;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeJoin;
import io.mmp.test.feast.table.Table;
import io.mmp.test.feast.table.Timestamps;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.server.PrivateDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A feature store of real Feast: a project with a registry, a database and keys of its own.
 *
 * <p>What Feast refuses is a {@link FeastException} with Feast's own error. Feast's own behaviour is not mended: its Dask store loses rows,
 * Redis keeps the first of two values with one event timestamp.
 */
public final class RealFeast implements AutoCloseable {

    private final SideCar feast;
    private final String project;
    private final PrivateDirectory directory;
    private final AppliedViews views = new AppliedViews();
    private @Nullable Servers servers;

    RealFeast(SideCar feast, String project, PrivateDirectory directory) {
        this.feast = feast;
        this.project = project;
        this.directory = directory;
    }

    /** Declare these feature views, in place of earlier ones of their names. */
    public void apply(FeatureView... declared) {
        call(
                "apply",
                Map.of("views", Arrays.stream(declared).map(ViewJson::write).toList()));
        views.add(declared);
    }

    /** Append these rows to the offline store of a view. */
    public void ingest(FeatureView view, Table rows) {
        Table checked = views.check(view, rows);
        call("ingest", Map.of("view", view.name(), "rows", TableJson.write(checked, view.sourceColumns())));
        views.append(view, checked);
    }

    /** Copy the latest row of each entity with an event timestamp in this window, both ends included, to the online store. */
    public void materialize(Instant from, Instant to) {
        call("materialize", Map.of("start", Timestamps.micros(from), "end", Timestamps.micros(to)));
    }

    /** Return the Feast Java SDK's own client, connected to {@code feast listen}; it is closed with the feature store. */
    public FeastClient online() {
        return servers().client();
    }

    /**
     * Return the values that the offline store gives for these entity rows: join keys and {@code event_timestamp}.
     *
     * <p>Features have short names, or full ones when two of them have one name.
     */
    public HistoricalFeatures historical(Table entityRows, String... features) {
        PointInTimeJoin join = views.join(entityRows, features);
        Object returned = call(
                "historical",
                Map.of(
                        "entities",
                        TableJson.write(entityRows, AppliedViews.typesOf(entityRows)),
                        "features",
                        List.of(features),
                        "full_feature_names",
                        AppliedViews.haveCommonName(features)));
        return join.returned(TableJson.read(returned));
    }

    /** Return the rows that were ingested for this view. */
    public FeatureSource source(FeatureView view) {
        return views.source(view.name());
    }

    /** Return the address of {@code feast serve}, Feast's HTTP server. */
    public URI http() {
        return servers().http();
    }

    /** Return the registry file that {@code feast apply} writes. */
    public Path registry() {
        return directory.path().resolve("registry.db");
    }

    /** Return the name of the project. */
    public String project() {
        return project;
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
        try {
            if (servers != null) {
                servers.client().close();
            }
            if (feast.isAlive()) {
                call("close", Map.of());
            }
        } finally {
            directory.close();
        }
    }

    /** The servers of one project. */
    private record Servers(ListenChannel.Client client, URI http) {

        @SuppressWarnings("unchecked") // side_car.py answers so
        static Servers at(@Nullable Object answer) {
            Map<String, Integer> ports = (Map<String, Integer>) requireNonNull(answer);
            return new Servers(
                    ListenChannel.connect(requireNonNull(ports.get("grpc"))),
                    URI.create("http://127.0.0.1:" + ports.get("http")));
        }
    }
}
