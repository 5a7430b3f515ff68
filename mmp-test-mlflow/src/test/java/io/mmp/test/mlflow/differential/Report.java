package io.mmp.test.mlflow.differential;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts, for each endpoint, the requests sent, their distinct shapes and the differences found. */
final class Report {

    private final Map<String, Row> rows = new TreeMap<>();
    private final Set<String> twins = new TreeSet<>();
    private final List<Mismatch> mismatches = new ArrayList<>();

    /** Enter one request and what came of it. */
    void enter(Request request, List<Mismatch> found, int tolerated) {
        Row row = rows.computeIfAbsent(request.endpoint(), endpoint -> new Row());
        row.requests++;
        row.shapes.add(Shape.of(request));
        row.differences += found.size();
        row.tolerated += tolerated;
        if (request.isAjaxTwin()) {
            twins.add(request.endpoint());
        }
        mismatches.addAll(found);
    }

    /** Return the endpoints that were called. */
    Set<String> endpoints() {
        return Collections.unmodifiableSet(rows.keySet());
    }

    /** Return the endpoints whose {@code ajax-api} twin was called. */
    Set<String> twins() {
        return Collections.unmodifiableSet(twins);
    }

    /** Return the number of distinct request shapes. */
    int shapes() {
        return rows.values().stream().mapToInt(row -> row.shapes.size()).sum();
    }

    /** Write {@code report.md} and {@code report.json} to the directory. */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        StringBuilder text = new StringBuilder(
                "| endpoint | requests | shapes | differences | tolerated |\n|---|---|---|---|---|\n");
        Map<String, Object> tree = new TreeMap<>();
        rows.forEach((endpoint, row) -> {
            text.append("| %s | %s | %s | %s | %s |%n"
                    .formatted(endpoint, row.requests, row.shapes.size(), row.differences, row.tolerated));
            tree.put(endpoint, row.toMap());
        });
        Row total = total();
        text.append("| **all** | %s | %s | %s | %s |%n"
                .formatted(total.requests, shapes(), total.differences, total.tolerated));
        mismatches.forEach(mismatch -> text.append("%n```%n%s%n```%n".formatted(mismatch)));
        Files.writeString(directory.resolve("report.md"), text);
        Files.writeString(directory.resolve("report.json"), JSON.std.asString(tree));
    }

    private Row total() {
        Row total = new Row();
        rows.values().forEach(row -> {
            total.requests += row.requests;
            total.differences += row.differences;
            total.tolerated += row.tolerated;
        });
        return total;
    }

    private static final class Row {
        private final Set<String> shapes = new HashSet<>();
        private int requests;
        private int differences;
        private int tolerated;

        private Map<String, Integer> toMap() {
            return Map.of(
                    "requests", requests, "shapes", shapes.size(), "differences", differences, "tolerated", tolerated);
        }
    }
}
