package io.mmp.test.feast.registry;

import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import java.util.Map;

/**
 * Says how a feature view is read by one reference to it: under which name, by which columns of a request, and from where.
 *
 * @param view the feature view, as it was declared in the version that is asked for
 * @param name the name that stands before its features: its own, its alias in a feature service, or {@code view@v2} for a version
 * @param joinKeyMap from its join keys to the columns of a request, for those that differ
 * @param storedName the name under which the online store has its values
 * @since 0.1.0
 */
public record ServedView(FeatureView view, String name, Map<String, String> joinKeyMap, String storedName) {

    /** Copy the map. */
    public ServedView {
        joinKeyMap = Map.copyOf(joinKeyMap);
    }

    /** Return the column of a request that holds this join key. */
    public String entityColumn(Field joinKey) {
        return joinKeyMap.getOrDefault(joinKey.name(), joinKey.name());
    }

    /** Return the view as the online store knows it, under the name that it has there. */
    public FeatureView stored() {
        return view.withName(storedName);
    }
}
