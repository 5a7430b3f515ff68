package io.mmp.test.feast.registry;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a feature service takes of one feature view.
 *
 * @param view the name of the view
 * @param alias another name for it, or an empty text
 * @param version the version that it is pinned to, if it is
 * @param joinKeyMap from its join keys to the columns of a request, for those that differ
 * @param features the names of its features
 */
record Projection(
        String view, String alias, OptionalInt version, Map<String, String> joinKeyMap, List<String> features) {

    /** Return the name that stands before its features. */
    String name() {
        String base = alias.isEmpty() ? view : alias;
        return version.isPresent() ? base + "@v" + version.getAsInt() : base;
    }
}
