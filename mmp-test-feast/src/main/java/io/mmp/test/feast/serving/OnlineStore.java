package io.mmp.test.feast.serving;

import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.view.FeatureView;
import java.util.List;

/**
 * Holds the latest values of feature views, for a {@link FeatureServer} to serve.
 *
 * @since 0.1.0
 */
public interface OnlineStore {

    /**
     * Return a row for each of these keys, in their order.
     *
     * @param view the view to read from
     * @param features the names of its features that are wanted
     * @param keys the entities: for each the values of the view's join keys, in the view's order
     */
    List<OnlineRow> read(FeatureView view, List<String> features, List<List<Value>> keys);
}
