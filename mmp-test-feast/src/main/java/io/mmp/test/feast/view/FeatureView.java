package io.mmp.test.feast.view;

import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Declares a feature view: which features describe which entity, and how long they hold.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @param name names the view
 * @param joinKeys identify the entity; none for a view of one row for everyone
 * @param features the values that describe it
 * @param eventTimestamp the column that says when a row became true
 * @param createdTimestamp the column that says when a row was written, or null if nothing does
 * @param ttl how long a row holds; zero means forever
 * @param fieldMapping from names of columns in the source to names in the view, for those that differ
 */
public record FeatureView(
        String name,
        List<Field> joinKeys,
        List<Field> features,
        String eventTimestamp,
        @Nullable String createdTimestamp,
        Duration ttl,
        Map<String, String> fieldMapping) {

    /** Check that no name stands for two things, and that the TTL is a number of microseconds. */
    public FeatureView {
        joinKeys = List.copyOf(joinKeys);
        features = List.copyOf(features);
        fieldMapping = Map.copyOf(fieldMapping);
        requireDistinct(
                name, Stream.concat(joinKeys.stream(), features.stream()).map(Field::name));
        // A feature may have the name of a timestamp: then it is read from that column too, as Feast does.
        requireDistinct(
                name,
                Stream.concat(
                        joinKeys.stream().map(Field::name),
                        Stream.concat(Stream.of(eventTimestamp), Stream.ofNullable(createdTimestamp))));
        if (ttl.isNegative() || !ttl.truncatedTo(ChronoUnit.MICROS).equals(ttl)) {
            throw new IllegalArgumentException(
                    "The TTL of view '%s' must be a positive number of microseconds or zero, but is %s."
                            .formatted(name, ttl));
        }
    }

    private static void requireDistinct(String view, Stream<String> fields) {
        Set<String> names = new HashSet<>();
        fields.filter(field -> !names.add(field)).findFirst().ifPresent(field -> {
            throw new IllegalArgumentException("View '%s' has two fields '%s'.".formatted(view, field));
        });
    }

    /** Declare a view without keys and features whose rows hold forever, with the event timestamp {@code event_timestamp}. */
    public static FeatureView named(String name) {
        return new FeatureView(name, List.of(), List.of(), "event_timestamp", null, Duration.ZERO, Map.of());
    }

    /** Return a copy with one more join key. */
    public FeatureView withJoinKey(String key, ValueType type) {
        return new FeatureView(
                name, plus(joinKeys, key, type), features, eventTimestamp, createdTimestamp, ttl, fieldMapping);
    }

    /** Return a copy with one more feature. */
    public FeatureView withFeature(String feature, ValueType type) {
        return new FeatureView(
                name, joinKeys, plus(features, feature, type), eventTimestamp, createdTimestamp, ttl, fieldMapping);
    }

    /** Return a copy with its event timestamp in this column. */
    public FeatureView withEventTimestamp(String column) {
        return new FeatureView(name, joinKeys, features, column, createdTimestamp, ttl, fieldMapping);
    }

    /** Return a copy with its created timestamp in this column. */
    public FeatureView withCreatedTimestamp(String column) {
        return new FeatureView(name, joinKeys, features, eventTimestamp, column, ttl, fieldMapping);
    }

    /** Return a copy whose rows hold this long; zero means forever. */
    public FeatureView withTtl(Duration duration) {
        return new FeatureView(name, joinKeys, features, eventTimestamp, createdTimestamp, duration, fieldMapping);
    }

    /** Return a copy that takes a field from a column of another name. */
    public FeatureView withMapping(String column, String field) {
        Map<String, String> mapping = new HashMap<>(fieldMapping);
        mapping.put(column, field);
        return new FeatureView(name, joinKeys, features, eventTimestamp, createdTimestamp, ttl, mapping);
    }

    /** Return what a retrieval reads: all features of this view, from these rows. */
    public FeatureSource from(Table rows) {
        return FeatureSource.of(this, rows);
    }

    /** Return the columns that the source must have, such as to read it from CSV. */
    public Map<String, ValueType> sourceColumns() {
        Map<String, ValueType> columns = new LinkedHashMap<>();
        joinKeys.forEach(key -> columns.put(columnOf(key.name()), key.type()));
        columns.put(columnOf(eventTimestamp), ValueType.UNIX_TIMESTAMP);
        Optional.ofNullable(createdTimestamp)
                .ifPresent(created -> columns.put(columnOf(created), ValueType.UNIX_TIMESTAMP));
        features.forEach(feature -> columns.put(columnOf(feature.name()), feature.type()));
        return columns;
    }

    /** Return the source's column for a field of the view. */
    public String columnOf(String field) {
        return fieldMapping.entrySet().stream()
                .filter(mapping -> mapping.getValue().equals(field))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(field);
    }

    private static List<Field> plus(List<Field> fields, String field, ValueType type) {
        List<Field> all = new ArrayList<>(fields);
        all.add(new Field(field, type));
        return all;
    }
}
