package io.mmp.test.feast.process;

import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes feature views as {@code side_car.py} reads them. */
final class ViewJson {

    private ViewJson() {}

    static Map<String, @Nullable Object> write(FeatureView view) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", view.name());
        json.put("keys", types(view.joinKeys()));
        json.put("features", types(view.features()));
        json.put("event", view.eventTimestamp());
        json.put("created", view.createdTimestamp());
        json.put("ttl", List.of(view.ttl().toSeconds(), view.ttl().toNanosPart() / 1_000));
        json.put("mapping", view.fieldMapping());
        Map<String, String> columns = new LinkedHashMap<>();
        Map<String, ValueType> source = view.sourceColumns();
        source.forEach((name, type) -> columns.put(name, type.name()));
        json.put("columns", columns);
        return json;
    }

    private static Map<String, String> types(List<Field> fields) {
        Map<String, String> types = new LinkedHashMap<>();
        fields.forEach(field -> types.put(field.name(), field.type().name()));
        return types;
    }
}
