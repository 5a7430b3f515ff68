package io.mmp.test.feast.embedded;

import com.google.protobuf.Timestamp;
import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.embedded.Window.Latest;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.feast.serving.OnlineRow;
import io.mmp.test.feast.serving.OnlineStore;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Column;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps the latest row of each entity in memory, as one of Feast's online stores does. */
final class MemoryOnlineStore implements OnlineStore {

    private final FeastStores models;
    private final Map<String, Map<List<Value>, Row>> views = new ConcurrentHashMap<>();

    /** Keep what the online store of these would keep, read from the offline one, and say of it what that would say. */
    MemoryOnlineStore(FeastStores models) {
        this.models = models;
    }

    /** Forget what was materialized of the view of this name. */
    void forget(String view) {
        views.remove(view);
    }

    /** Take over the rows of this source whose event timestamps are in this window, both ends included. */
    void materialize(FeatureSource source, Instant from, Instant to) {
        Window window = Window.of(source, from, to);
        List<Latest> latest = List.copyOf(window.latest());
        requireWritable(source, latest);
        List<Map<String, Value>> values = values(window, latest);
        Map<List<Value>, Row> entities = entities(source.view());
        for (int i = 0; i < latest.size(); i++) {
            Row row = new Row(latest.get(i).event(), values.get(i));
            entities.merge(latest.get(i).key(), row, (old, next) -> isKept(old, next) ? old : next);
        }
    }

    private void requireWritable(FeatureSource source, List<Latest> rows) {
        boolean isUndated = source.createdColumn().isPresent()
                && rows.stream().anyMatch(row -> row.created().equals(Instant.MIN));
        if (isUndated && models.online() == FeastStores.Online.SQLITE) {
            throw new FeastException(
                    "Feast refuses to materialize view '%s': a row has no created timestamp, without which SQLite takes none."
                            .formatted(source.view().name()));
        }
    }

    /** Tell whether a store keeps the row that it has: Redis does, unless the next one is newer. */
    private boolean isKept(Row old, Row next) {
        // Redis' rule compares with zero too, so that a row from before 1970 is replaced by whatever comes.
        return models.online() == FeastStores.Online.REDIS
                && old.event.isAfter(Instant.EPOCH)
                && !next.event.isAfter(old.event);
    }

    private Map<List<Value>, Row> entities(FeatureView view) {
        return views.computeIfAbsent(view.name(), absent -> new ConcurrentHashMap<>());
    }

    private List<Map<String, Value>> values(Window window, List<Latest> rows) {
        List<Map<String, Value>> values = new ArrayList<>();
        rows.forEach(row -> values.add(new HashMap<>()));
        FeatureSource source = window.source();
        for (Field feature : source.view().features()) {
            Column column = source.column(feature.name());
            List<@Nullable Object> cells = new ArrayList<>(rows.size());
            rows.forEach(row -> cells.add(column.get(row.row())));
            List<Value> messages = new MaterializedColumn(source.view().name(), feature, models.offline())
                    .values(cells, window.hasNull(column));
            for (int i = 0; i < messages.size(); i++) {
                values.get(i).put(feature.name(), messages.get(i));
            }
        }
        return values;
    }

    @Override
    public List<OnlineRow> read(FeatureView view, List<String> features, List<List<Value>> keys) {
        Map<List<Value>, Row> entities = entities(view);
        return keys.stream()
                .map(key -> {
                    Row row = entities.get(key);
                    return row == null ? nothing(features.size()) : select(row, features);
                })
                .toList();
    }

    /** Redis has nothing for an entity that it does not know, and calls it present. */
    private OnlineRow nothing(int features) {
        OnlineRow none = OnlineRow.notFound(features);
        return models.online() == FeastStores.Online.REDIS
                ? new OnlineRow(FeatureStatus.PRESENT, none.eventTimestamp(), none.values())
                : none;
    }

    private OnlineRow select(Row row, List<String> features) {
        Instant event = models.online() == FeastStores.Online.SQLITE ? inSeconds(row.event) : row.event;
        return new OnlineRow(
                FeatureStatus.PRESENT,
                Timestamp.newBuilder()
                        .setSeconds(event.getEpochSecond())
                        .setNanos(event.getNano())
                        .build(),
                features.stream()
                        .map(feature -> row.values.getOrDefault(feature, Value.getDefaultInstance()))
                        .toList());
    }

    /** Cut towards 1970, as Python's int() does. */
    private static Instant inSeconds(Instant event) {
        Instant seconds = event.truncatedTo(ChronoUnit.SECONDS);
        return event.isBefore(Instant.EPOCH) && !seconds.equals(event) ? seconds.plusSeconds(1) : seconds;
    }

    private record Row(Instant event, Map<String, Value> values) {}
}
