package io.mmp.test.metrics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a group that are compared with those of other runs.
 *
 * @param tests how many there were
 * @param skips how many of them were aborted, disabled or skipped
 * @param time how long they took
 * @param coverage the lines that they covered; null if it was not measured
 */
record Point(int tests, int skips, Duration time, @Nullable Coverage coverage) {

    static Point of(GroupMetrics group) {
        return new Point(
                group.counts().tests(), group.counts().skips(), group.times().total(), group.coverage());
    }

    /** Return the part of the tests that were aborted, disabled or skipped, from 0 to 1. */
    public double skipRate() {
        return tests == 0 ? 0 : (double) skips / tests;
    }

    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("tests", tests);
        tree.put("skips", skips);
        tree.put("totalMillis", time.toMillis());
        if (coverage != null) {
            tree.put("coverage", coverage.toTree());
        }
        return tree;
    }

    static Point fromTree(Tree tree) {
        return new Point(
                tree.count("tests"),
                tree.count("skips"),
                tree.millis("totalMillis"),
                tree.optional("coverage").map(Coverage::fromTree).orElse(null));
    }
}
