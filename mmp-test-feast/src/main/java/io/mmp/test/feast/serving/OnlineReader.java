package io.mmp.test.feast.serving;

import dev.feast.Row;
import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.proto.TypedValue;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads features through the Feast Java SDK, a view at a time: it keeps one event timestamp a row, that of the last feature. */
final class OnlineReader {

    /** Ten thousand rows of many features come close to the four megabytes that gRPC takes in one message. */
    private static final int ROWS_A_CALL = 1000;

    private final BiFunction<List<String>, List<Row>, List<Row>> client;

    OnlineReader(BiFunction<List<String>, List<Row>, List<Row>> client) {
        this.client = client;
    }

    OnlineFeatures read(Map<FeatureView, List<String>> views, Table entityRows, String... order) {
        requireKeysOnly(views.keySet(), entityRows);
        Map<String, List<OnlineValue>> features = new LinkedHashMap<>();
        for (String reference : order) {
            features.put(reference, new ArrayList<>());
        }
        views.forEach((view, names) -> {
            List<Row> rows = rows(view, entityRows);
            List<String> references =
                    names.stream().map(name -> view.name() + ":" + name).toList();
            for (int from = 0; from < rows.size(); from += ROWS_A_CALL) {
                List<Row> asked = rows.subList(from, Math.min(rows.size(), from + ROWS_A_CALL));
                for (Row row : client.apply(references, asked)) {
                    names.forEach(name -> features.getOrDefault(view.name() + ":" + name, List.of())
                            .add(value(row, name)));
                }
            }
        });
        return new OnlineFeatures(entityRows, features);
    }

    private static void requireKeysOnly(Set<FeatureView> views, Table entityRows) {
        Set<String> keys = views.stream()
                .flatMap(view -> view.joinKeys().stream())
                .map(Field::name)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String column : entityRows.columnNames()) {
            if (!keys.contains(column)) {
                throw new FeastException(
                        "Column '%s' of the entity rows is no join key of the views that are read; these have %s."
                                .formatted(column, keys));
            }
        }
    }

    private static List<Row> rows(FeatureView view, Table entityRows) {
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < entityRows.rowCount(); row++) {
            rows.add(Row.create());
        }
        if (view.joinKeys().isEmpty()) {
            rows.forEach(row -> row.set(FeatureRegistry.NO_ENTITY, ""));
        }
        for (Field key : view.joinKeys()) {
            Column column = entityRows.column(key.name());
            if (column.type() != key.type()) {
                throw new FeastException(
                        "Join key '%s' is %s in the entity rows, but %s in view '%s'; Feast would find no features for it."
                                .formatted(key.name(), column.type(), key.type(), view.name()));
            }
            for (int row = 0; row < rows.size(); row++) {
                rows.get(row).set(key.name(), keyValue(view, key, row, column.get(row)));
            }
        }
        return rows;
    }

    private static Value keyValue(FeatureView view, Field key, int row, @Nullable Object cell) {
        if (cell == null) {
            throw new FeastException("Join key '%s' is null in entity row %s, but view '%s' knows no entity without it."
                    .formatted(key.name(), row, view.name()));
        }
        return ProtoValues.of(key.type(), cell);
    }

    private static OnlineValue value(Row row, String feature) {
        TypedValue value = ProtoValues.read(row.getFields().getOrDefault(feature, Value.getDefaultInstance()));
        return new OnlineValue(
                value.type(),
                value.value(),
                FieldStatuses.of(row.getStatus(feature)),
                // 1970 is kept: it says that there is no entry, which the status of Redis does not.
                Instant.ofEpochSecond(row.getEntityTimestamp().getSeconds()));
    }
}
