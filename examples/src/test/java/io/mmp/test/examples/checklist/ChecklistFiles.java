package io.mmp.test.examples.checklist;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.examples.checklist.Checklist.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report of a checklist as text, as a page and as JSON.
 *
 * @param directory where the three files are
 */
record ChecklistFiles(Path directory) {

    /** Return the results that an earlier run has left. */
    List<Result> results() throws IOException {
        Path json = directory.resolve("checklist.json");
        if (!Files.exists(json)) {
            return List.of();
        }
        return ((List<?>) JSON.std.mapFrom(Files.readString(json)).get("tests"))
                .stream().map(tree -> Result.fromTree((Map<?, ?>) tree)).toList();
    }

    void write(Checklist checklist) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("checklist.txt"), text(checklist));
        Files.writeString(directory.resolve("checklist.html"), page(checklist));
        Files.writeString(directory.resolve("checklist.json"), JSON.std.asString(tree(checklist)));
    }

    static String text(Checklist checklist) {
        StringBuilder text = new StringBuilder(heading(checklist)).append('\n');
        String section = "";
        for (Line line : checklist.lines()) {
            if (!line.item().section().equals(section)) {
                section = line.item().section();
                text.append('\n').append(section).append('\n');
            }
            text.append("  %-7s %s %s%n"
                    .formatted(line.status(), line.item().id(), line.item().title()));
            if (!line.reason().isEmpty()) {
                text.append("          ").append(line.reason()).append('\n');
            }
            line.tests()
                    .forEach(test ->
                            text.append("          ").append(test.test()).append('\n'));
        }
        List<String> problems = checklist.problems();
        if (!problems.isEmpty()) {
            text.append("\nProblems\n");
            problems.forEach(problem -> text.append("  ").append(problem).append('\n'));
        }
        return text.toString();
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
                .map(line -> "<tr><td>%s<td>%s<td>%s<td>%s<td>%s<td>%s"
                        .formatted(
                                html(line.item().section()),
                                html(line.item().id()),
                                html(line.item().title()),
                                line.status(),
                                html(line.reason()),
                                line.tests().stream()
                                        .map(test -> html(test.test()) + " (" + html(test.time()) + ")")
                                        .collect(joining("<br>"))))
                .collect(joining("\n"));
        String problems = checklist.problems().stream()
                .map(problem -> "<li>" + html(problem))
                .collect(joining("\n"));
        return """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Checklist</title>
                <style>body { font-family: sans-serif } td, th { border: 1px solid #ccc; padding: .3em; text-align: left }</style>
                <h1>%s</h1><ul>%s</ul>
                <table><tr><th>section<th>line<th>what<th>status<th>reason<th>tests
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
                                "tests", line.tests().stream().map(Result::test).toList()))
                        .toList());
        tree.put("tests", checklist.results().stream().map(Result::toTree).toList());
        return tree;
    }
}
