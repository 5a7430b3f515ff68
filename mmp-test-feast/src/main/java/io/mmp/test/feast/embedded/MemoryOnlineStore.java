package io.mmp.test.feast.embedded;

import com.google.protobuf.Timestamp;
import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.serving.OnlineRow;
import io.mmp.test.feast.serving.OnlineStore;
import io.mmp.test.feast.table.Column;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps the latest row of each entity in memory, as one of Feast's online stores does. */
final class MemoryOnlineStore implements OnlineStore {

    private final FeastStores.Online model;
    private final Map<String, Map<List<Value>, Row>> views = new ConcurrentHashMap<>();

    /** Keep what this store of Feast would keep, and say of it what that would say. */
    MemoryOnlineStore(FeastStores.Online model) {
        this.model = model;
    }

    /** Forget what was materialized of the view of this name. */
    void forget(String view) {
        views.remove(view);
    }

    /** Take over the rows of this source whose event timestamps are in this window, both ends included. */
    void materialize(FeatureSource source, Instant from, Instant to) {
        List<Latest> latest = List.copyOf(latest(source, from, to).values());
        List<Map<String, Value>> values = values(source, latest);
        Map<List<Value>, Row> entities = entities(source.view());
        for (int i = 0; i < latest.size(); i++) {
            Row row = new Row(latest.get(i).event, values.get(i));
            entities.merge(latest.get(i).key, row, (old, next) -> isKept(old, next) ? old : next);
        }
    }

    /** Return the latest row of each entity, by event timestamp, then by created timestamp. */
    private static Map<List<Value>, Latest> latest(FeatureSource source, Instant from, Instant to) {
        Map<List<Value>, Latest> entities = new LinkedHashMap<>();
        Column events = source.eventColumn();
        for (int row = 0; row < events.size(); row++) {
            Instant event = (Instant) events.get(row);
            if (event == null || event.isBefore(from) || event.isAfter(to) || hasNullKey(source, row)) {
                continue;
            }
            Latest next = new Latest(key(source, row), event, created(source, row), row);
            entities.merge(next.key, next, (old, other) -> other.isOlderThan(old) ? old : other);
        }
        return entities;
    }

    /** Tell whether a store keeps the row that it has: Redis does, unless the next one is newer. */
    private boolean isKept(Row old, Row next) {
        // Redis' rule compares with zero too, so that a row from before 1970 is replaced by whatever comes.
        return model == FeastStores.Online.REDIS && old.event.isAfter(Instant.EPOCH) && !next.event.isAfter(old.event);
    }

    private Map<List<Value>, Row> entities(FeatureView view) {
        return views.computeIfAbsent(view.name(), absent -> new ConcurrentHashMap<>());
    }

    private static boolean hasNullKey(FeatureSource source, int row) {
        return source.keyColumns().stream().anyMatch(column -> column.isNull(row));
    }

    private static List<Value> key(FeatureSource source, int row) {
        return source.view().joinKeys().stream()
                .map(key -> ProtoValues.of(key.type(), source.column(key.name()).get(row)))
                .toList();
    }

    private static Instant created(FeatureSource source, int row) {
        Instant created =
                (Instant) source.createdColumn().map(column -> column.get(row)).orElse(null);
        return created == null ? Instant.MIN : created;
    }

    private static List<Map<String, Value>> values(FeatureSource source, List<Latest> rows) {
        List<Map<String, Value>> values = new ArrayList<>();
        rows.forEach(row -> values.add(new HashMap<>()));
        for (Field feature : source.view().features()) {
            Column column = source.column(feature.name());
            List<@Nullable Object> cells = new ArrayList<>(rows.size());
            rows.forEach(row -> cells.add(column.get(row.row)));
            List<Value> messages = new MaterializedColumn(source.view().name(), feature).values(cells);
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
        return model == FeastStores.Online.REDIS
                ? new OnlineRow(FeatureStatus.PRESENT, none.eventTimestamp(), none.values())
                : none;
    }

    private OnlineRow select(Row row, List<String> features) {
        Instant event = model == FeastStores.Online.SQLITE ? row.event.truncatedTo(ChronoUnit.SECONDS) : row.event;
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

    /** A row of the source that is the latest of its entity. */
    private record Latest(List<Value> key, Instant event, Instant created, int row) {

        boolean isOlderThan(Latest other) {
            int order = event.compareTo(other.event);
            return order != 0 ? order < 0 : created.isBefore(other.created);
        }
    }

    private record Row(Instant event, Map<String, Value> values) {}
}
