package io.mmp.test.examples.checklist;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.examples.checklist.Checklist.Line;
import io.mmp.test.examples.checklist.Kind.Controls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report of a checklist as text, as a page and as JSON.
 *
 * @param directory where the three files are
 * @param name their name without {@code .txt}, {@code .html} and {@code .json}
 */
record ChecklistFiles(Path directory, String name) {

    /** Return the results that an earlier run has left. */
    List<Result> results() throws IOException {
        Path json = directory.resolve(name + ".json");
        if (!Files.exists(json)) {
            return List.of();
        }
        return ((List<?>) JSON.std.mapFrom(Files.readString(json)).get("tests"))
                .stream().map(tree -> Result.fromTree((Map<?, ?>) tree)).toList();
    }

    void write(Checklist checklist) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name + ".txt"), text(checklist));
        Files.writeString(directory.resolve(name + ".html"), page(checklist));
        Files.writeString(directory.resolve(name + ".json"), JSON.std.asString(tree(checklist)));
    }

    static String text(Checklist checklist) {
        StringBuilder text = new StringBuilder(heading(checklist)).append('\n');
        String section = "";
        for (Line line : checklist.lines()) {
            if (!line.item().section().equals(section)) {
                section = line.item().section();
                text.append('\n').append(section).append('\n');
            }
            text.append("  %-8s %s %s\n"
                    .formatted(line.status(), line.item().id(), line.item().title()));
            details(checklist, line)
                    .forEach(detail -> text.append("           ").append(detail).append('\n'));
        }
        List<String> problems = checklist.problems();
        if (!problems.isEmpty()) {
            text.append("\nProblems\n");
            problems.forEach(problem -> text.append("  ").append(problem).append('\n'));
        }
        return text.toString();
    }

    private static List<String> details(Checklist checklist, Line line) {
        List<String> details = new ArrayList<>();
        if (!line.reason().isEmpty()) {
            details.add(line.reason());
        }
        line.tests().forEach(test -> {
            details.add("%s (%s)".formatted(test.test(), took(test)));
            test.figures().forEach(figure -> details.add("  " + figure));
        });
        line.controls().forEach(control -> details.add("negative control: " + control(control)));
        if (line.controls().isEmpty() && line.hasRun() && checklist.controls() == Controls.FOR_EACH_LINE) {
            details.add("negative control: none ran");
        }
        return details;
    }

    private static String control(Result control) {
        return control.status() == Result.Status.REAL
                ? "%s (%s)".formatted(control.test(), took(control))
                : "%s %s: %s".formatted(control.test(), control.status(), control.reason());
    }

    private static String took(Result test) {
        return String.format(Locale.ROOT, "%.2f s", test.took().toMillis() / 1000.0);
    }

    private static String heading(Checklist checklist) {
        Map<Result.Status, Long> counts = new LinkedHashMap<>();
        for (Result.Status status : Result.Status.values()) {
            long count = checklist.lines().stream()
                    .filter(line -> line.status() == status)
                    .count();
            if (count > 0) {
                counts.put(status, count);
            }
        }
        return "%s: %s lines, %s"
                .formatted(
                        checklist.problems().isEmpty() ? "Proved" : "NOT PROVED",
                        checklist.items().size(),
                        counts.entrySet().stream()
                                .map(count -> count.getValue() + " " + count.getKey())
                                .collect(joining(", ")));
    }

    private static String page(Checklist checklist) {
        String rows = checklist.lines().stream()
                .map(line -> "<tr><td>%s<td>%s<td>%s<td>%s<td>%s<td>%s<td>%s<td>%s"
                        .formatted(
                                html(line.item().section()),
                                html(line.item().id()),
                                html(line.item().title()),
                                line.status(),
                                html(line.reason()),
                                line.tests().stream()
                                        .map(test ->
                                                html("%s (%s, %s)".formatted(test.test(), took(test), test.time())))
                                        .collect(joining("<br>")),
                                line.tests().stream()
                                        .flatMap(test -> test.figures().stream())
                                        .map(ChecklistFiles::html)
                                        .collect(joining("<br>")),
                                line.controls().stream()
                                        .map(control -> html(control(control)))
                                        .collect(joining("<br>"))))
                .collect(joining("\n"));
        String problems = checklist.problems().stream()
                .map(problem -> "<li>" + html(problem))
                .collect(joining("\n"));
        return """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Checklist</title>
                <style>body { font-family: sans-serif } td, th { border: 1px solid #ccc; padding: .3em; text-align: left }</style>
                <h1>%s</h1><ul>%s</ul>
                <table><tr><th>section<th>line<th>what<th>status<th>reason<th>tests<th>figures<th>negative controls
                %s
                </table></html>
                """.formatted(html(heading(checklist)), problems, rows);
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Map<String, Object> tree(Checklist checklist) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", 1);
        tree.put("proved", checklist.problems().isEmpty());
        tree.put("problems", checklist.problems());
        tree.put(
                "lines",
                checklist.lines().stream()
                        .map(line -> Map.of(
                                "id", line.item().id(),
                                "title", line.item().title(),
                                "status", line.status().name(),
                                "reason", line.reason(),
                                "controlled", line.isControlled(),
                                "tests", line.tests().stream().map(Result::test).toList()))
                        .toList());
        tree.put("tests", checklist.results().stream().map(Result::toTree).toList());
        return tree;
    }
}
