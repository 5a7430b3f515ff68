package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.Timestamps;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A point-in-time join that is put to our join and to real Feast, in the form that {@code real_feast.py} reads. */
record Question(PointInTimeJoin join) {

    static Map<String, Object> declaration(List<FeatureView> views) {
        return Map.of("views", views.stream().map(Question::declaration).toList());
    }

    private static Map<String, Object> declaration(FeatureView view) {
        return Map.of(
                "name", view.name(),
                "keys", types(view.joinKeys()),
                "features", types(view.features()),
                "ttl", view.ttl().dividedBy(ChronoUnit.MICROS.getDuration()),
                "created", view.createdTimestamp() != null,
                "mapping", view.fieldMapping());
    }

    private static Map<String, String> types(List<Field> fields) {
        Map<String, String> types = new LinkedHashMap<>();
        fields.forEach(field -> types.put(field.name(), field.type().name()));
        return types;
    }

    Map<String, Object> toJson() {
        Map<String, Object> rows = new LinkedHashMap<>();
        join.sources().forEach(source -> rows.put(source.view().name(), columns(source.rows())));
        Map<String, String> types = new LinkedHashMap<>();
        Table entities = join.entityRows();
        Table own = join.run();
        entities.columnNames()
                .forEach(name -> types.put(name, entities.column(name).type().name()));
        return Map.of(
                "rows",
                rows,
                "entities",
                columns(entities),
                "types",
                types,
                "sources",
                join.sources().stream().map(Question::source).toList(),
                "full_names",
                !own.columnNames().contains("f64"),
                "knowledge",
                join.visibility().clock() == Visibility.Clock.KNOWLEDGE);
    }

    private static Map<String, Object> source(FeatureSource source) {
        return Map.of("view", source.view().name(), "name", source.name());
    }

    private static Map<String, List<@Nullable Object>> columns(Table table) {
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        for (String name : table.columnNames()) {
            Column column = table.column(name);
            List<@Nullable Object> cells = new ArrayList<>();
            for (int row = 0; row < table.rowCount(); row++) {
                cells.add(toJson(column.get(row)));
            }
            columns.put(name, cells);
        }
        return columns;
    }

    private static @Nullable Object toJson(@Nullable Object cell) {
        if (cell instanceof Instant instant) {
            return Timestamps.micros(instant);
        }
        return cell instanceof Double || cell instanceof Float ? cell.toString() : cell;
    }

    /** Return the table that real Feast answered with, in the types of our own answer. */
    static Table answer(Map<String, List<@Nullable Object>> columns, Table own) {
        TableBuilder answer = Table.builder();
        columns.forEach((name, cells) ->
                answer.column(name, returnedType(own.column(name).type(), cells)));
        int rowCount = columns.values().iterator().next().size();
        for (int row = 0; row < rowCount; row++) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (Map.Entry<String, List<@Nullable Object>> column : columns.entrySet()) {
                cells.add(fromJson(
                        returnedType(own.column(column.getKey()).type(), column.getValue()),
                        column.getValue().get(row)));
            }
            answer.row(cells.toArray());
        }
        return answer.build();
    }

    /** Integers come as text when they were made floating-point numbers. */
    private static ValueType returnedType(ValueType own, List<@Nullable Object> cells) {
        boolean widened = (own == ValueType.INT32 || own == ValueType.INT64)
                && cells.stream().anyMatch(String.class::isInstance);
        return widened ? ValueType.DOUBLE : own;
    }

    private static @Nullable Object fromJson(ValueType type, @Nullable Object cell) {
        if (cell == null) {
            return null;
        }
        return switch (type) {
            case UNIX_TIMESTAMP -> Instant.EPOCH.plus(((Number) cell).longValue(), ChronoUnit.MICROS);
            case DOUBLE, FLOAT ->
                Double.valueOf(cell.toString().replace("nan", "NaN").replace("inf", "Infinity"));
            default -> cell;
        };
    }
}
