package io.mmp.test.examples.checklist;

import static java.util.stream.Collectors.joining;

import io.mmp.test.examples.checklist.Kind.Controls;
import io.mmp.test.examples.checklist.Result.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The lines of a checklist and the results that are known of them.
 *
 * @param items its lines
 * @param controls whether each line needs a negative control
 * @param results what became of the tests
 */
record Checklist(List<Item> items, Controls controls, List<Result> results) {

    /** A line: {@code id | section | title}, and where no test can prove it {@code | why}. */
    record Item(String id, String section, String title, String excuse) {

        static Item parse(String line) {
            String[] parts = line.strip().split("\\s*\\|\\s*", -1);
            if (parts.length < 3 || parts.length > 4 || Stream.of(parts).anyMatch(String::isBlank)) {
                throw new IllegalArgumentException(
                        "A line of a checklist is 'id | section | title [| why no test proves it]', not '" + line
                                + "'");
            }
            return new Item(parts[0], parts[1], parts[2], parts.length < 4 ? "" : parts[3]);
        }
    }

    /** A line and what its tests make of it. */
    record Line(Item item, Status status, List<Result> tests, List<Result> controls) {

        /** Return why the line is not real, each reason once. */
        String reason() {
            if (tests.isEmpty()) {
                return item.excuse().isEmpty() ? "no test that ran names it" : item.excuse();
            }
            return Stream.concat(tests.stream(), controls.stream().filter(Line::hasFailed))
                    .filter(test -> test.status() != Status.REAL)
                    .map(test -> (hasFailed(test) ? test.test() + " failed: " : "") + test.reason())
                    .distinct()
                    .collect(joining("; "));
        }

        /** Return whether a negative control ran and saw what it must. */
        boolean isControlled() {
            return controls.stream().anyMatch(control -> control.status().compareTo(Status.CONTRACT) <= 0);
        }

        boolean hasRun() {
            return tests.stream().anyMatch(test -> test.status() != Status.SKIPPED);
        }

        private static boolean hasFailed(Result test) {
            return test.status() == Status.FAILED;
        }
    }

    /** Read the lines of a text; empty ones and those that begin with {@code #} are comments. */
    static Checklist parse(String text, Controls controls, Collection<Result> results) {
        List<Item> items = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Item::parse)
                .toList();
        List<String> ids = items.stream().map(Item::id).toList();
        List<String> twice = ids.stream()
                .filter(id -> ids.indexOf(id) != ids.lastIndexOf(id))
                .distinct()
                .toList();
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException("The checklist has more than one line " + String.join(", ", twice));
        }
        return new Checklist(
                items,
                controls,
                results.stream().sorted(Comparator.comparing(Result::test)).toList());
    }

    /** Return each line with its worth: what failed decides, then what is real or a contract, and what was skipped lessens it. */
    List<Line> lines() {
        return items.stream().map(this::line).toList();
    }

    private Line line(Item item) {
        List<Result> tests = naming(item, Result::items);
        List<Result> against = naming(item, Result::controls);
        if (against.stream().anyMatch(Line::hasFailed)) {
            return new Line(item, Status.FAILED, tests, against);
        }
        boolean isExcused = tests.isEmpty() && !item.excuse().isEmpty();
        return new Line(item, isExcused ? Status.SKIPPED : statusOf(tests), tests, against);
    }

    private List<Result> naming(Item item, Function<Result, List<String>> lines) {
        return results.stream()
                .filter(result -> lines.apply(result).contains(item.id()))
                .toList();
    }

    private static Status statusOf(List<Result> tests) {
        List<Status> all = tests.stream().map(Result::status).distinct().toList();
        if (all.isEmpty()) {
            return Status.MISSING;
        }
        if (all.contains(Status.FAILED)) {
            return Status.FAILED;
        }
        return all.size() == 1 ? all.get(0) : Status.CONTRACT;
    }

    /**
     * Return what keeps the checklist from being proved: lines that failed, were skipped or have no test, lines without a negative control where each
     * needs one, and tests without a line.
     */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        lines().stream()
                .filter(line -> line.status().compareTo(Status.CONTRACT) > 0)
                .map(line -> "%s %s (%s): %s"
                        .formatted(line.status(), line.item().id(), line.item().title(), line.reason()))
                .forEach(problems::add);
        lines().stream()
                .filter(line -> controls == Controls.FOR_EACH_LINE && line.hasRun() && !line.isControlled())
                .map(line -> "UNCONTROLLED %s (%s): %s"
                        .formatted(
                                line.item().id(),
                                line.item().title(),
                                line.controls().isEmpty()
                                        ? "no negative control of it ran"
                                        : line.controls().stream()
                                                .map(control -> control.test() + ": " + control.reason())
                                                .collect(joining("; "))))
                .forEach(problems::add);
        List<String> ids = items.stream().map(Item::id).toList();
        results.forEach(result -> Stream.concat(result.items().stream(), result.controls().stream())
                .distinct()
                .filter(id -> !ids.contains(id))
                .forEach(id -> problems.add(
                        "%s names the line %s, which the checklist does not have".formatted(result.test(), id))));
        results.stream().filter(Result::namesNothing).forEach(result -> problems.add(result.test() + " names no line"));
        return problems;
    }
}
