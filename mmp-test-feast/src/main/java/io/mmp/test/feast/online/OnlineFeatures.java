package io.mmp.test.feast.online;

import static java.util.Objects.requireNonNull;

import io.mmp.test.table.Table;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an online store returned for some entities. A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class OnlineFeatures {

    private final Table entityRows;
    private final Map<String, List<OnlineValue>> features;

    private OnlineFeatures(Table entityRows, Map<String, List<OnlineValue>> features) {
        this.entityRows = entityRows;
        this.features = Collections.unmodifiableMap(features);
    }

    /**
     * Say what was returned for these entities.
     *
     * @param entityRows the entities that were asked for: a column for each join key
     * @param features for each feature, named {@code view:feature}, a value for each of these rows
     * @throws IllegalArgumentException if there are more or less values of a feature than entities
     */
    public static OnlineFeatures of(Table entityRows, Map<String, List<OnlineValue>> features) {
        OnlineFeatures online = new OnlineFeatures(
                requireNonNull(entityRows, "The entity rows must not be null."), new LinkedHashMap<>());
        for (Map.Entry<String, List<OnlineValue>> feature : features.entrySet()) {
            online = online.with(feature.getKey(), feature.getValue());
        }
        return online;
    }

    /**
     * Return a copy with these values of one more feature, or in place of those that it has.
     *
     * @param feature its name, {@code view:feature}
     * @param values a value for each of the entity rows
     * @throws IllegalArgumentException if there are more or less values than entities
     */
    public OnlineFeatures with(String feature, List<OnlineValue> values) {
        requireNonNull(feature, "The name of a feature must not be null.");
        requireNonNull(values, () -> "The values of feature '" + feature + "' must not be null.");
        if (values.size() != entityRows.rowCount()) {
            throw new IllegalArgumentException("Feature '%s' has %s values, but there are %s entities."
                    .formatted(feature, values.size(), entityRows.rowCount()));
        }
        Map<String, List<OnlineValue>> all = new LinkedHashMap<>(features);
        all.put(feature, List.copyOf(values));
        return new OnlineFeatures(entityRows, all);
    }

    /** Return the entities that were asked for: a column for each join key. */
    public Table entityRows() {
        return entityRows;
    }

    /** Return for each feature, named {@code view:feature}, a value for each of the entity rows. */
    public Map<String, List<OnlineValue>> features() {
        return features;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OnlineFeatures online
                && entityRows.equals(online.entityRows)
                && features.equals(online.features);
    }

    @Override
    public int hashCode() {
        return 31 * entityRows.hashCode() + features.hashCode();
    }

    /** Return how many entities were asked for, and the values of each feature. */
    @Override
    public String toString() {
        return "online features of %s entities %s: %s"
                .formatted(entityRows.rowCount(), entityRows.columnNames(), features);
    }
}
