package io.mmp.test.feast.serving;

import feast.proto.types.ValueProto.RepeatedValue;
import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.registry.ServedView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.ValueType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The entities of a request: a column for each join key.
 *
 * <p>What would make Feast find nothing and say nothing is refused with an {@link IllegalArgumentException}: keys that are missing, null
 * or of another type than the view's, which all look like unknown entities.
 */
final class EntityColumns {

    private static final Map<ValueType, String> SETTERS = Map.of(
            ValueType.INT64, "a Long, such as row.set(\"%s\", 1L)",
            ValueType.INT32, "an Integer, such as row.set(\"%s\", 1)",
            ValueType.STRING, "a String, such as row.set(\"%s\", \"1\")",
            ValueType.BYTES, "bytes, such as row.set(\"%s\", new byte[] {1})");

    private final Map<String, List<Value>> columns = new TreeMap<>();
    private final int rowCount;

    EntityColumns(Map<String, RepeatedValue> entities) {
        entities.forEach((name, values) -> columns.put(name, values.getValList()));
        this.rowCount = columns.values().stream().mapToInt(List::size).max().orElse(0);
        if (rowCount == 0) {
            throw new IllegalArgumentException(
                    "The request has no entities. Ask for one row at least, with the join keys set.");
        }
        columns.forEach((name, values) -> {
            if (values.size() < rowCount) {
                throw new IllegalArgumentException(
                        "All entity rows must have the same columns: '%s' has a value in %s of %s rows. Set it in each of them."
                                .formatted(name, values.size(), rowCount));
            }
        });
    }

    int rowCount() {
        return rowCount;
    }

    private List<Value> column(String name) {
        return columns.getOrDefault(name, List.of());
    }

    Map<String, List<Value>> all() {
        return columns;
    }

    /** Refuse columns that are no join keys of these views. */
    void requireKeysOf(Collection<ServedView> views) {
        Set<String> keys = views.stream()
                .flatMap(view -> view.view().joinKeys().stream().map(view::entityColumn))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> unknown = new TreeSet<>(columns.keySet());
        unknown.removeAll(keys);
        unknown.remove(FeatureRegistry.NO_ENTITY);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "The entity rows have %s, but the views that are asked for have the join keys %s only."
                            .formatted(unknown, keys));
        }
    }

    /** Return the keys of the entities in this view, row by row. */
    List<List<Value>> keys(ServedView view) {
        List<Field> joinKeys = view.view().joinKeys();
        joinKeys.forEach(key -> check(view, joinKeys, key));
        List<List<Value>> keyColumns =
                joinKeys.stream().map(key -> column(view.entityColumn(key))).toList();
        return IntStream.range(0, rowCount)
                .mapToObj(row ->
                        keyColumns.stream().map(column -> column.get(row)).toList())
                .toList();
    }

    private void check(ServedView view, List<Field> joinKeys, Field key) {
        String name = view.entityColumn(key);
        List<Value> column = column(name);
        if (column.isEmpty()) {
            throw new IllegalArgumentException(
                    "View '%s' has the join keys %s, but the entity rows have %s. Set '%s' in each row."
                            .formatted(
                                    view.name(),
                                    joinKeys.stream().map(view::entityColumn).toList(),
                                    columns.keySet(),
                                    name));
        }
        for (int row = 0; row < rowCount; row++) {
            ValueType type = ProtoValues.read(column.get(row)).type();
            if (type == ValueType.NULL) {
                throw new IllegalArgumentException(
                        "Entity '%s' is null in row %s, but view '%s' knows no entity without it. Leave the row out."
                                .formatted(name, row, view.name()));
            }
            if (type != key.type()) {
                throw new IllegalArgumentException(
                        "Entity '%s' is %s in row %s, but %s in view '%s'; Feast would find no features for it. Set it to %s."
                                .formatted(name, type, row, key.type(), view.name(), remedy(key.type(), name)));
            }
        }
    }

    private static String remedy(ValueType type, String column) {
        return SETTERS.getOrDefault(type, "a Value of type " + type).formatted(column);
    }
}
