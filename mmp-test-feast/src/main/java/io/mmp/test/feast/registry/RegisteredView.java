package io.mmp.test.feast.registry;

import io.mmp.test.feast.view.FeatureView;
import java.util.Map;

/**
 * A feature view in a registry.
 *
 * @param view its current declaration
 * @param version the number of that declaration; 0 is the first
 * @param versions all declarations that the registry has kept, by their numbers
 * @param refusal why Feast does not serve it, or an empty text if it does
 */
record RegisteredView(FeatureView view, int version, Map<Integer, FeatureView> versions, String refusal) {

    static RegisteredView of(FeatureView view) {
        return new RegisteredView(view, 0, Map.of(0, view), "");
    }
}
