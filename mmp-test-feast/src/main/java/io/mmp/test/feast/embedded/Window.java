package io.mmp.test.feast.embedded;

import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Column;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The rows of a view that are materialized at once.
 *
 * @param source the view and its rows
 * @param rows those whose event timestamps are in the window
 */
record Window(FeatureSource source, List<Integer> rows) {

    /** The types of join keys that Feast can write into the key of an entity. */
    private static final Set<ValueType> KEYS =
            EnumSet.of(ValueType.INT32, ValueType.INT64, ValueType.STRING, ValueType.BYTES);

    /**
     * Return the rows of a source from one instant to another, both included.
     *
     * @throws FeastException if Feast could not tell the entity of one of them
     */
    static Window of(FeatureSource source, Instant from, Instant to) {
        Column events = source.eventColumn();
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < events.size(); row++) {
            Instant event = (Instant) events.get(row);
            if (event != null && !event.isBefore(from) && !event.isAfter(to)) {
                requireKeys(source, row);
                rows.add(row);
            }
        }
        return new Window(source, rows);
    }

    private static void requireKeys(FeatureSource source, int row) {
        String view = source.view().name();
        for (Field key : source.view().joinKeys()) {
            if (!KEYS.contains(key.type())) {
                throw new FeastException(
                        "Feast refuses to materialize view '%s': its join key '%s' is %s, but must be one of %s."
                                .formatted(view, key.name(), key.type(), KEYS));
            }
            if (source.column(key.name()).isNull(row)) {
                throw new FeastException(
                        "Feast refuses to materialize view '%s': the join key '%s' is null in row %s of the source."
                                .formatted(view, key.name(), row));
            }
        }
    }

    /** Return the latest row of each entity, by event timestamp, then by created timestamp; of rows that tie the first one. */
    Collection<Latest> latest() {
        Map<List<Value>, Latest> entities = new LinkedHashMap<>();
        for (int row : rows) {
            Instant event =
                    (Instant) Objects.requireNonNull(source.eventColumn().get(row)); // as of selects them
            Latest next = new Latest(key(row), event, created(row), row);
            entities.merge(next.key, next, (old, other) -> other.isNewerThan(old) ? other : old);
        }
        return entities.values();
    }

    private List<Value> key(int row) {
        return source.view().joinKeys().stream()
                .map(key -> ProtoValues.of(key.type(), source.column(key.name()).get(row)))
                .toList();
    }

    private Instant created(int row) {
        Instant created =
                (Instant) source.createdColumn().map(column -> column.get(row)).orElse(null);
        return created == null ? Instant.MIN : created;
    }

    /** Tell whether a column has a null in any of the rows, also in one that is not the latest of its entity. */
    boolean hasNull(Column column) {
        return rows.stream().anyMatch(column::isNull);
    }

    /** A row of the source that is the latest of its entity. */
    record Latest(List<Value> key, Instant event, Instant created, int row) {

        private boolean isNewerThan(Latest other) {
            int order = event.compareTo(other.event);
            return order != 0 ? order > 0 : created.isAfter(other.created);
        }
    }
}
