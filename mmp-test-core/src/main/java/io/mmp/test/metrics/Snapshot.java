package io.mmp.test.metrics;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of one run, as another run compares itself with them.
 *
 * @param written when they were written
 * @param groups the figures of each group, and of all as {@code total}
 */
record Snapshot(Instant written, Map<String, Point> groups) {

    /** How many runs are remembered. */
    private static final int MOST = 30;

    Map<String, Object> toTree() {
        Map<String, Object> points = new LinkedHashMap<>();
        groups.forEach((group, point) -> points.put(group, point.toTree()));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("written", written.toString());
        tree.put("groups", points);
        return tree;
    }

    static Snapshot fromTree(Tree tree) {
        Map<String, Point> points = new LinkedHashMap<>();
        tree.map("groups").forEach((group, point) -> points.put(group, Point.fromTree(point)));
        return new Snapshot(tree.instant("written"), points);
    }

    /** Read the runs that {@code metrics.total.json} tells of, itself the last. */
    static List<Snapshot> historyIn(Path file) {
        Tree tree = Tree.read(file, MetricsReport.TOTAL_SCHEMA);
        List<Snapshot> runs = new ArrayList<>();
        tree.list("history").forEach(run -> runs.add(fromTree(run)));
        runs.add(fromTree(tree));
        return List.copyOf(runs.subList(Math.max(0, runs.size() - MOST), runs.size()));
    }
}
