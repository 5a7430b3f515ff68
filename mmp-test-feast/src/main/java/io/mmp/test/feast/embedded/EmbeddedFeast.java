package io.mmp.test.feast.embedded;

import dev.feast.FeastClient;
import io.mmp.test.feast.FeastException;
import io.mmp.test.feast.FeatureStore;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeJoin;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.process.FeastStores;
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
 * <p>It is as unkind as real Feast, of which it is a model, with PostgreSQL and Redis unless others are chosen. Online, where it serves what
 * {@link FeatureServer} describes:
 * <ul>
 *   <li>{@link FeastStores.Online#REDIS} keeps the row that it has unless a newer one comes, so that a late correction with the same event
 *       timestamp does not arrive, and says PRESENT of an entity that it does not know;
 *   <li>{@link FeastStores.Online#SQLITE} and {@link FeastStores.Online#POSTGRES} take what was materialized last, an older row too, and say
 *       NOT_FOUND; SQLite keeps event timestamps in seconds.
 * </ul>
 * What Feast loses on the way there is lost here too: fractions of seconds in features that are timestamps; NaN, which becomes null; the
 * last digits of an integer beyond 2^53 beside a null; null itself in a timestamp, which becomes {@link Instant#MIN}, and in lists, where
 * it becomes NaN, false or an empty text. What it refuses is refused. A row with a null in its key is not materialized.
 *
 * <p>The offline store returns documents, identifiers and sets as bytes, texts and lists; with {@link FeastStores.Offline#POSTGRES} decimals
 * as doubles and maps as text, which the assertions do not take for maps. What stores get wrong in joins is not copied: rows that Dask drops
 * and PostgreSQL returns twice.
 *
 * <p>Historical features are looked up row by row in maps of each entity's past, so that {@link PointInTimeJoin}, which judges them, is
 * independent of them.
 */
public final class EmbeddedFeast implements FeatureStore, AutoCloseable {

    private static final String PROJECT = "embedded";

    private final Map<String, IngestedRows> offline = new LinkedHashMap<>();
    private final OfflineForm form;
    private final MemoryOnlineStore online;
    private final FeatureServer server;

    private EmbeddedFeast(FeastStores models) {
        this.form = new OfflineForm(models.offline());
        this.online = new MemoryOnlineStore(models.online());
        this.server = FeatureServer.start(this::registry, online);
    }

    /** Start an empty feature store, with PostgreSQL and Redis as its models and a server on a free port of the loopback. */
    public static EmbeddedFeast start() {
        return start(new FeastStores(FeastStores.Offline.POSTGRES, FeastStores.Online.REDIS));
    }

    /** Start an empty feature store, with these stores as its models and a server on a free port of the loopback. */
    public static EmbeddedFeast start(FeastStores models) {
        return new EmbeddedFeast(models);
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
        return join.returned(new MemoryOfflineStore(form).historical(entityRows, List.of(sources)));
    }

    @Override
    public synchronized Table offline(FeatureView view) {
        return form.of(rowsOf(view).rows());
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
        return new FeatureRegistry(PROJECT, views, Map.of());
    }

    /** Stop the server, close its client, and forget everything. */
    @Override
    public void close() {
        server.close();
    }
}
