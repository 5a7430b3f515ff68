package io.mmp.test.feast.embedded;

import dev.feast.FeastClient;
import io.mmp.test.feast.FeastException;
import io.mmp.test.feast.FeatureStore;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeJoin;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.serving.FeatureServer;
import io.mmp.test.feast.table.Table;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.IngestedRows;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A feature store inside this JVM, for tests: offline and online store in memory, served over gRPC to the Feast Java SDK.
 *
 * <p>The online store serves what {@link FeatureServer} describes. A row replaces the one of its entity unless it is older: by event
 * timestamp, then by created timestamp. So late corrections arrive, as in Feast's SQLite and PostgreSQL stores and unlike Redis, and an
 * older window does not undo a newer one, as in Redis and unlike SQLite and PostgreSQL. What Feast loses on the way from offline to
 * online is lost here too: fractions of seconds in features that are timestamps, and NaN, which becomes null. A row with a null in its
 * key is not materialized. Historical features are those of {@link PointInTimeJoin}.
 */
public final class EmbeddedFeast implements FeatureStore, AutoCloseable {

    private static final String PROJECT = "embedded";

    private final Map<String, IngestedRows> offline = new LinkedHashMap<>();
    private final MemoryOnlineStore online = new MemoryOnlineStore();
    private final FeatureServer server = FeatureServer.start(this::registry, online);

    private EmbeddedFeast() {}

    /** Start an empty feature store with a server on a free port of the loopback. */
    public static EmbeddedFeast start() {
        return new EmbeddedFeast();
    }

    /** Return where the server listens, for clients of one's own. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Declare these feature views; one that replaces another declaration of its name starts without rows. */
    @Override
    public synchronized void apply(FeatureView... views) {
        for (FeatureView view : views) {
            IngestedRows known = offline.get(view.name());
            if (known == null || !known.view().equals(view)) {
                offline.put(view.name(), new IngestedRows(view));
                online.forget(view.name());
            }
        }
    }

    @Override
    public synchronized void ingest(FeatureView view, Table rows) {
        rowsOf(view).append(rows);
    }

    @Override
    public synchronized void materialize(Instant from, Instant to) {
        if (from.isAfter(to)) {
            throw new FeastException("The window to materialize starts at %s, after its end %s.".formatted(from, to));
        }
        offline.values().forEach(rows -> online.materialize(rows.view().from(rows.rows()), from, to));
    }

    @Override
    public FeastClient online() {
        return server.client();
    }

    @Override
    public OnlineFeatures online(Table entityRows, String... features) {
        return server.client().read(registry(), entityRows, features);
    }

    @Override
    public HistoricalFeatures historical(Table entityRows, String... features) {
        FeatureSource[] sources = registry().select(features).entrySet().stream()
                .map(selected ->
                        source(selected.getKey()).select(selected.getValue().toArray(String[]::new)))
                .toArray(FeatureSource[]::new);
        PointInTimeJoin join = PointInTimeJoin.of(entityRows).with(sources);
        return join.returned(join.run());
    }

    @Override
    public synchronized Table offline(FeatureView view) {
        return rowsOf(view).rows();
    }

    @Override
    public synchronized FeatureSource source(FeatureView view) {
        return view.from(rowsOf(view).rows());
    }

    private IngestedRows rowsOf(FeatureView view) {
        IngestedRows rows = offline.get(view.name());
        if (rows == null || !rows.view().equals(view)) {
            throw new FeastException("View '%s' was not applied as it is here. Apply it first.".formatted(view.name()));
        }
        return rows;
    }

    private synchronized FeatureRegistry registry() {
        List<FeatureView> views =
                offline.values().stream().map(IngestedRows::view).toList();
        return FeatureRegistry.of(PROJECT, views);
    }

    /** Stop the server, close its client, and forget everything. */
    @Override
    public void close() {
        server.close();
    }
}
