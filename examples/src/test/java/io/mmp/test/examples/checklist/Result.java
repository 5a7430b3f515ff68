package io.mmp.test.examples.checklist;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What became of a test that names lines of a checklist.
 *
 * @param test its class and method
 * @param items the lines that it proves
 * @param controls the lines whose proof it shows to reject what it must
 * @param status {@code REAL}, {@code CONTRACT}, {@code SKIPPED} or {@code FAILED}
 * @param reason why it is not real; empty if it is
 * @param figures what it measured
 * @param took how long it ran
 * @param time when it ended, in UTC
 */
record Result(
        String test,
        List<String> items,
        List<String> controls,
        Status status,
        String reason,
        List<String> figures,
        Duration took,
        String time) {

    /** What a line, or a test, is worth; the later the worse. */
    enum Status {
        /** Proved on the parts that it speaks of. */
        REAL,
        /** Proved, but a stand-in took a part, or another test of the line was skipped; the reason says which. */
        CONTRACT,
        SKIPPED,
        MISSING,
        FAILED
    }

    boolean namesNothing() {
        return items.isEmpty() && controls.isEmpty();
    }

    /** Return this result with those lines alone that match. */
    Result with(Predicate<String> ids) {
        return new Result(
                test,
                items.stream().filter(ids).toList(),
                controls.stream().filter(ids).toList(),
                status,
                reason,
                figures,
                took,
                time);
    }

    /** Return this or another invocation of the same test: the one that is less decides, and both have their figures. */
    Result and(Result next) {
        Result worse = next.status.compareTo(status) > 0 ? next : this;
        List<String> both = Stream.concat(figures.stream(), next.figures.stream())
                .distinct()
                .toList();
        return new Result(test, items, controls, worse.status, worse.reason, both, took.plus(next.took), next.time);
    }

    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("test", test);
        tree.put("items", items);
        tree.put("controls", controls);
        tree.put("status", status.name());
        tree.put("reason", reason);
        tree.put("figures", figures);
        tree.put("millis", took.toMillis());
        tree.put("time", time);
        return tree;
    }

    static Result fromTree(Map<?, ?> tree) {
        return new Result(
                String.valueOf(tree.get("test")),
                texts(tree.get("items")),
                texts(tree.get("controls")),
                Status.valueOf(String.valueOf(tree.get("status"))),
                String.valueOf(tree.get("reason")),
                texts(tree.get("figures")),
                Duration.ofMillis(((Number) tree.get("millis")).longValue()),
                String.valueOf(tree.get("time")));
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }
}
