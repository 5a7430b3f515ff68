package io.mmp.test.feast.embedded;

import dev.feast.FeastClient;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeJoin;
import io.mmp.test.feast.history.Retrieval;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.serving.FeatureServer;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.feast.view.IngestedRows;
import io.mmp.test.feast.view.StoredTimestamps;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A feature store inside this JVM, for tests: offline and online store in memory, served to the Feast Java SDK in this JVM, and over gRPC
 * to whoever asks for its {@link #address()}.
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
 * it becomes NaN, false or an empty text. What it refuses is refused:
 * a null in a join key, join keys that are not integers, text or bytes, nulls in lists of integers, text that is no JSON, and to materialize
 * rows of a view without join keys, which only {@link FeastStores.Offline#DASK} can.
 *
 * <p>The offline store returns documents, identifiers and sets as bytes, texts and lists; with {@link FeastStores.Offline#POSTGRES} decimals
 * as doubles and maps as text, which the assertions do not take for maps. What stores get wrong in joins is not copied: rows that Dask drops
 * and PostgreSQL returns twice.
 *
 * <p>Historical features are looked up row by row in maps of each entity's past, so that {@link PointInTimeJoin}, which judges them, is
 * independent of them.
 *
 * @since 0.1.0
 */
public final class EmbeddedFeast implements FeatureStore, AutoCloseable {

    private static final String PROJECT = "embedded";

    private final Map<String, IngestedRows> offline = new LinkedHashMap<>();
    private final Map<String, ValueType> keys = new HashMap<>();
    private final OfflineForm form;
    private final MemoryOnlineStore online;
    private final Serving serving;

    private EmbeddedFeast(FeastStores models) {
        this.form = new OfflineForm(models.offline());
        this.online = new MemoryOnlineStore(models);
        this.serving = new Serving(this::registry, online);
    }

    /** Start an empty feature store, with PostgreSQL and Redis as its models. */
    public static EmbeddedFeast start() {
        return start(FeastStores.defaults());
    }

    /** Start an empty feature store, with these stores as its models. */
    public static EmbeddedFeast start(FeastStores models) {
        return new EmbeddedFeast(models);
    }

    /**
     * Return where the server of the online store listens, which is started on a free port of the loopback when this is called first.
     *
     * @throws FeastException if the feature store is closed
     */
    @Override
    public InetSocketAddress address() {
        return serving.address();
    }

    /**
     * Declare these feature views. One that replaces another declaration of its name starts without rows in the offline store; what was
     * materialized is served until it is materialized anew.
     */
    @Override
    public synchronized void apply(FeatureView... views) {
        for (FeatureView view : views) {
            requireOneType(view);
            IngestedRows known = offline.get(view.name());
            if (known == null || !known.view().equals(view)) {
                offline.put(view.name(), new IngestedRows(view));
            }
            if (known != null && !known.view().joinKeys().equals(view.joinKeys())) {
                online.forget(view.name());
            }
        }
    }

    /** An entity is declared once, and its join key has one type in all views. */
    private void requireOneType(FeatureView view) {
        for (Field key : view.joinKeys()) {
            ValueType known = keys.putIfAbsent(key.name(), key.type());
            if (known != null && known != key.type()) {
                throw new FeastException("Join key '%s' is %s in view '%s', but %s elsewhere."
                        .formatted(key.name(), key.type(), view.name(), known));
            }
        }
    }

    @Override
    public synchronized void ingest(FeatureView view, Table rows) {
        IngestedRows ingested = rowsOf(view);
        Table selected = ingested.select(rows);
        StoredTimestamps.require(selected);
        form.requireStorable(view.name(), selected);
        ingested.append(selected);
    }

    @Override
    public synchronized void materialize(Instant from, Instant to) {
        if (from.isAfter(to)) {
            throw new FeastException("The window to materialize starts at %s, after its end %s.".formatted(from, to));
        }
        offline.values().forEach(rows -> online.materialize(rows.view().from(rows.rows()), from, to));
    }

    /**
     * Return the Feast Java SDK's own client, which is answered in this JVM as the server would answer it, without a network.
     *
     * @throws FeastException if the feature store is closed
     */
    @Override
    public FeastClient online() {
        return serving.client();
    }

    @Override
    public OnlineFeatures online(Table entityRows, String... features) {
        return serving.client().read(registry(), entityRows, features);
    }

    @Override
    public HistoricalFeatures historical(Table entityRows, String... features) {
        if (features.length == 0) {
            throw new FeastException("No features are asked for. Name them as 'view:feature'.");
        }
        StoredTimestamps.require(entityRows);
        FeatureSource[] sources = registry().select(features).entrySet().stream()
                .map(selected ->
                        source(selected.getKey()).select(selected.getValue().toArray(String[]::new)))
                .toArray(FeatureSource[]::new);
        Retrieval retrieval = Retrieval.of(entityRows).with(sources);
        return retrieval.returned(new MemoryOfflineStore(form).historical(entityRows, List.of(sources)));
    }

    @Override
    public synchronized Table offline(FeatureView view) {
        return form.of(rowsOf(view).rows()).withTypes(view.sourceColumns());
    }

    @Override
    public synchronized FeatureSource source(FeatureView view) {
        return view.from(rowsOf(view).rows());
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
        List<FeatureView> views =
                offline.values().stream().map(IngestedRows::view).toList();
        return FeatureRegistry.of(PROJECT, views);
    }

    /** Stop the server if there is one, close the client, and forget everything. */
    @Override
    public void close() {
        serving.close();
    }
}
