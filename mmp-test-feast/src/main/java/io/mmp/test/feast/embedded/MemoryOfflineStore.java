package io.mmp.test.feast.embedded;

import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Retrieves historical features row by row.
 *
 * <p>It shares no code with {@link io.mmp.test.feast.history.PointInTimeJoin}, which judges its answers: a fault in either of them is
 * seen as a difference.
 *
 * @param form how values are returned
 */
record MemoryOfflineStore(OfflineForm form) {

    /** Return the entity rows in their order, with a column for each feature of these sources. */
    Table historical(Table entityRows, List<FeatureSource> sources) {
        requireDistinctNames(entityRows, sources);
        Table answer = form.of(entityRows);
        for (FeatureSource source : sources) {
            Table features = features(entityRows, source);
            for (String feature : source.features()) {
                answer = answer.with(feature, features.column(feature));
            }
        }
        return answer;
    }

    private static void requireDistinctNames(Table entityRows, List<FeatureSource> sources) {
        Set<String> names = new HashSet<>(entityRows.columnNames());
        for (FeatureSource source : sources) {
            for (String feature : source.features()) {
                if (!names.add(feature)) {
                    throw new FeastException(
                            "Feature '%s:%s' has the name of another column of the answer. Ask for it alone, or rename it."
                                    .formatted(source.name(), feature));
                }
            }
        }
    }

    private Table features(Table entityRows, FeatureSource source) {
        EntityTimelines timelines = new EntityTimelines(source);
        List<Column> keys = source.view().joinKeys().stream()
                .map(key -> entityRows.column(source.entityColumn(key)))
                .toList();
        Column instants = entityRows.column("event_timestamp");
        List<Column> values = source.features().stream().map(source::column).toList();
        List<ValueType> types = source.features().stream()
                .map(feature -> typeOf(source, feature))
                .toList();
        TableBuilder table = Table.builder();
        source.features().forEach(feature -> table.column(feature, form.of(typeOf(source, feature))));
        for (int row = 0; row < entityRows.rowCount(); row++) {
            OptionalInt found = timelines.row(EntityTimelines.key(keys, row), (Instant) instants.get(row));
            List<@Nullable Object> cells = new ArrayList<>(values.size());
            for (int i = 0; i < values.size(); i++) {
                cells.add(form.cell(
                        types.get(i), found.isPresent() ? values.get(i).get(found.getAsInt()) : null));
            }
            table.row(cells.toArray());
        }
        Map<String, ValueType> declared = new HashMap<>();
        source.features().forEach(feature -> declared.put(feature, typeOf(source, feature)));
        return table.build().withTypes(declared);
    }

    private static ValueType typeOf(FeatureSource source, String feature) {
        return source.view().features().stream()
                .filter(field -> field.name().equals(feature))
                .map(Field::type)
                .findFirst()
                .orElseThrow();
    }
}
