package io.mmp.test.feast.embedded;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Column;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of one view: for each entity a map from event timestamps to the row that counts from then on. */
final class EntityTimelines {

    private final Map<List<Object>, NavigableMap<Instant, Integer>> timelines = new HashMap<>();
    private final List<Instant> created = new ArrayList<>();
    private final Duration ttl;

    EntityTimelines(FeatureSource source) {
        this.ttl = source.view().ttl();
        List<Column> keys = source.keyColumns();
        Column events = source.eventColumn();
        Column written = source.createdColumn().orElse(null);
        for (int row = 0; row < events.size(); row++) {
            Instant at = written == null ? null : (Instant) written.get(row);
            created.add(at == null ? Instant.MIN : at);
            List<Object> key = key(keys, row);
            Instant event = (Instant) events.get(row);
            if (key != null && event != null) {
                timelines.computeIfAbsent(key, absent -> new TreeMap<>()).merge(event, row, this::later);
            }
        }
    }

    /** Of two rows with one event timestamp the one counts that was written later, else the one that was ingested later. */
    private Integer later(Integer earlier, Integer next) {
        return created.get(next).isBefore(created.get(earlier)) ? earlier : next;
    }

    /** Return the row that counts for an entity at an instant, if there is one that has not expired. */
    OptionalInt row(@Nullable List<Object> key, @Nullable Instant instant) {
        NavigableMap<Instant, Integer> timeline = key == null ? null : timelines.get(key);
        Map.Entry<Instant, Integer> entry = timeline == null || instant == null ? null : timeline.floorEntry(instant);
        return entry == null || isExpired(entry.getKey(), instant)
                ? OptionalInt.empty()
                : OptionalInt.of(entry.getValue());
    }

    private boolean isExpired(Instant event, @Nullable Instant instant) {
        return !ttl.isZero() && Duration.between(event, instant).compareTo(ttl) > 0;
    }

    /** Return the key in a row of these columns, or null if a part of it is null. */
    static @Nullable List<Object> key(List<Column> columns, int row) {
        List<Object> key = new ArrayList<>(columns.size());
        for (Column column : columns) {
            Object cell = column.get(row);
            if (cell == null) {
                return null;
            }
            key.add(comparable(cell));
        }
        return key;
    }

    /** Bring numbers of all widths into one form: an int is found by a long, and by a double. */
    private static Object comparable(Object cell) {
        if (cell instanceof Integer || cell instanceof Long) {
            return BigDecimal.valueOf(((Number) cell).longValue()).stripTrailingZeros();
        }
        if (cell instanceof Float || cell instanceof Double) {
            double number = ((Number) cell).doubleValue();
            return Double.isFinite(number) ? new BigDecimal(number).stripTrailingZeros() : (Object) number;
        }
        return cell;
    }
}
