package io.mmp.test.feast.embedded;

import com.google.protobuf.Timestamp;
import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.serving.OnlineRow;
import io.mmp.test.feast.serving.OnlineStore;
import io.mmp.test.feast.table.Column;
import io.mmp.test.feast.table.ValueType;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps the latest row of each entity in memory. */
final class MemoryOnlineStore implements OnlineStore {

    private final Map<String, Map<List<Value>, Row>> views = new ConcurrentHashMap<>();

    /** Forget what was materialized of the view of this name. */
    void forget(String view) {
        views.remove(view);
    }

    /** Take over the rows of this source whose event timestamps are in this window, both ends included. */
    void materialize(FeatureSource source, Instant from, Instant to) {
        Column events = source.eventColumn();
        Map<List<Value>, Row> entities = entities(source.view());
        for (int row = 0; row < events.size(); row++) {
            Instant event = (Instant) events.get(row);
            if (event == null || event.isBefore(from) || event.isAfter(to) || hasNullKey(source, row)) {
                continue;
            }
            Row latest = new Row(event, created(source, row), values(source, row));
            entities.merge(key(source, row), latest, (old, next) -> next.isOlderThan(old) ? old : next);
        }
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

    private static Map<String, Value> values(FeatureSource source, int row) {
        Map<String, Value> values = new HashMap<>();
        for (Field feature : source.view().features()) {
            Object cell = source.column(feature.name()).get(row);
            values.put(feature.name(), ProtoValues.of(feature.type(), isNaN(feature, cell) ? null : cell));
        }
        return values;
    }

    /** To Feast's materialization, which goes through pandas, NaN is null. */
    private static boolean isNaN(Field feature, @Nullable Object cell) {
        return (feature.type() == ValueType.DOUBLE || feature.type() == ValueType.FLOAT)
                && cell != null
                && Double.isNaN(((Number) cell).doubleValue());
    }

    @Override
    public List<OnlineRow> read(FeatureView view, List<String> features, List<List<Value>> keys) {
        Map<List<Value>, Row> entities = entities(view);
        return keys.stream()
                .map(key -> {
                    Row row = entities.get(key);
                    return row == null ? OnlineRow.notFound(features.size()) : row.select(features);
                })
                .toList();
    }

    private record Row(Instant event, Instant created, Map<String, Value> values) {

        boolean isOlderThan(Row other) {
            int order = event.compareTo(other.event);
            return order != 0 ? order < 0 : created.isBefore(other.created);
        }

        OnlineRow select(List<String> features) {
            Timestamp timestamp = Timestamp.newBuilder()
                    .setSeconds(event.getEpochSecond())
                    .setNanos(event.getNano())
                    .build();
            return new OnlineRow(
                    FeatureStatus.PRESENT,
                    timestamp,
                    features.stream()
                            .map(feature -> values.getOrDefault(feature, Value.getDefaultInstance()))
                            .toList());
        }
    }
}
