package io.mmp.test.examples.checklist;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a test that names lines of the checklist.
 *
 * @param test its class and method
 * @param items the lines that it names
 * @param status {@code REAL}, {@code REDUCED}, {@code SKIPPED} or {@code FAILED}
 * @param reason why it is not real; empty if it is
 * @param time when it ended, in UTC
 */
record Result(String test, List<String> items, Status status, String reason, String time) {

    /** What a line, or a test, is worth; the later the worse. */
    enum Status {
        REAL,
        REDUCED,
        SKIPPED,
        MISSING,
        FAILED
    }

    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("test", test);
        tree.put("items", items);
        tree.put("status", status.name());
        tree.put("reason", reason);
        tree.put("time", time);
        return tree;
    }

    static Result fromTree(Map<?, ?> tree) {
        return new Result(
                String.valueOf(tree.get("test")),
                ((List<?>) tree.get("items")).stream().map(String::valueOf).toList(),
                Status.valueOf(String.valueOf(tree.get("status"))),
                String.valueOf(tree.get("reason")),
                String.valueOf(tree.get("time")));
    }
}
