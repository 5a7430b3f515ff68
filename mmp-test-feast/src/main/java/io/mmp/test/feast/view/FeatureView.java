package io.mmp.test.feast.view;

import static java.util.Objects.requireNonNull;

import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
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
 * @since 0.1.0
 */
public final class FeatureView {

    private final String name;
    private final List<Field> joinKeys;
    private final List<Field> features;
    private final String eventTimestamp;
    private final @Nullable String createdTimestamp;
    private final Duration ttl;
    private final Map<String, String> fieldMapping;

    private FeatureView(
            String name,
            List<Field> joinKeys,
            List<Field> features,
            String eventTimestamp,
            @Nullable String createdTimestamp,
            Duration ttl,
            Map<String, String> fieldMapping) {
        this.name = requireNonNull(name, "The name of a view must not be null.");
        this.joinKeys = List.copyOf(joinKeys);
        this.features = List.copyOf(features);
        this.eventTimestamp =
                requireNonNull(eventTimestamp, () -> "The event timestamp of view '" + name + "' must not be null.");
        this.createdTimestamp = createdTimestamp;
        this.ttl = requireNonNull(ttl, () -> "The TTL of view '" + name + "' must not be null; zero means forever.");
        this.fieldMapping = Map.copyOf(fieldMapping);
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

    /** Declare a view without join keys and features whose rows hold forever, with the event timestamp {@code event_timestamp}. */
    public static FeatureView named(String name) {
        return new FeatureView(name, List.of(), List.of(), "event_timestamp", null, Duration.ZERO, Map.of());
    }

    /** Return a copy with this name. */
    public FeatureView withName(String other) {
        return new FeatureView(other, joinKeys, features, eventTimestamp, createdTimestamp, ttl, fieldMapping);
    }

    /**
     * Return a copy with one more join key.
     *
     * @throws IllegalArgumentException if another field, or a timestamp, has this name
     */
    public FeatureView withJoinKey(String key, ValueType type) {
        return withJoinKeys(plus(joinKeys, key, type));
    }

    /** Return a copy with these join keys, in place of the earlier ones. */
    public FeatureView withJoinKeys(List<Field> keys) {
        return new FeatureView(name, keys, features, eventTimestamp, createdTimestamp, ttl, fieldMapping);
    }

    /**
     * Return a copy with one more feature.
     *
     * @throws IllegalArgumentException if another field has this name
     */
    public FeatureView withFeature(String feature, ValueType type) {
        return withFeatures(plus(features, feature, type));
    }

    /** Return a copy with these features, in place of the earlier ones. */
    public FeatureView withFeatures(List<Field> others) {
        return new FeatureView(name, joinKeys, others, eventTimestamp, createdTimestamp, ttl, fieldMapping);
    }

    /** Return a copy with its event timestamp in this column. */
    public FeatureView withEventTimestamp(String column) {
        return new FeatureView(name, joinKeys, features, column, createdTimestamp, ttl, fieldMapping);
    }

    /** Return a copy with its created timestamp in this column. */
    public FeatureView withCreatedTimestamp(String column) {
        return new FeatureView(name, joinKeys, features, eventTimestamp, column, ttl, fieldMapping);
    }

    /**
     * Return a copy whose rows hold this long; zero means forever.
     *
     * @throws IllegalArgumentException if this is negative or no whole number of microseconds, which is what Feast keeps
     */
    public FeatureView withTtl(Duration duration) {
        return new FeatureView(name, joinKeys, features, eventTimestamp, createdTimestamp, duration, fieldMapping);
    }

    /** Return a copy that takes a field from a column of another name. */
    public FeatureView withMapping(String column, String field) {
        Map<String, String> mapping = new HashMap<>(fieldMapping);
        mapping.put(
                requireNonNull(column, "The mapped column must not be null."),
                requireNonNull(field, "The mapped field must not be null."));
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
        all.add(Field.of(field, type));
        return all;
    }

    /** Return its name. */
    public String name() {
        return name;
    }

    /** Return the fields that identify the entity; none for a view of one row for everyone. */
    public List<Field> joinKeys() {
        return joinKeys;
    }

    /** Return the values that describe the entity. */
    public List<Field> features() {
        return features;
    }

    /** Return the column that says when a row became true. */
    public String eventTimestamp() {
        return eventTimestamp;
    }

    /** Return the column that says when a row was written, or nothing if none does. */
    public Optional<String> createdTimestamp() {
        return Optional.ofNullable(createdTimestamp);
    }

    /** Return how long a row holds; zero means forever. */
    public Duration ttl() {
        return ttl;
    }

    /** Return the names in the view of those columns of the source that have other ones, by the names of the columns. */
    public Map<String, String> fieldMapping() {
        return fieldMapping;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FeatureView view && parts().equals(view.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Return the declaration in one line. */
    @Override
    public String toString() {
        return "view '%s' (join keys %s, features %s, event timestamp %s, created timestamp %s, TTL %s, field mapping %s)"
                .formatted(parts().toArray());
    }

    private List<@Nullable Object> parts() {
        return Arrays.asList(name, joinKeys, features, eventTimestamp, createdTimestamp, ttl, fieldMapping);
    }
}
