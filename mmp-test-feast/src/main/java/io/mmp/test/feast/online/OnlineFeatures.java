package io.mmp.test.feast.online;

import io.mmp.test.table.Table;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an online store returned for some entities.
 *
 * @param entityRows the entities that were asked for: a column for each join key
 * @param features for each feature, named {@code view:feature}, a value for each of these rows
 */
public record OnlineFeatures(Table entityRows, Map<String, List<OnlineValue>> features) {

    /** Check that there is a value of each feature for each entity. */
    public OnlineFeatures {
        Map<String, List<OnlineValue>> copy = new LinkedHashMap<>();
        features.forEach((feature, values) -> copy.put(feature, List.copyOf(values)));
        features = Collections.unmodifiableMap(copy);
        copy.forEach((feature, values) -> {
            if (values.size() != entityRows.rowCount()) {
                throw new IllegalArgumentException("Feature '%s' has %s values, but there are %s entities."
                        .formatted(feature, values.size(), entityRows.rowCount()));
            }
        });
    }
}
