package io.mmp.test.metrics;

import io.mmp.test.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link MetricsGuard} found.
 *
 * @since 0.1.0
 */
public final class MetricsReport {

    static final String TOTAL_SCHEMA = "io.mmp.test.metrics.total/1";
    private static final String GROUP_SCHEMA = "io.mmp.test.metrics.group/1";

    private final Instant written;
    private final Limits limits;
    private final Map<String, GroupMetrics> groups;
    private final GroupMetrics total;
    private final List<Snapshot> history;
    private final List<String> violations;

    MetricsReport(
            Instant written,
            Limits limits,
            Map<String, GroupMetrics> groups,
            GroupMetrics total,
            List<Snapshot> history,
            List<String> violations) {
        this.written = written;
        this.limits = limits;
        this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        this.total = total;
        this.history = history;
        this.violations = List.copyOf(violations);
    }

    /** Return when it was found. */
    public Instant written() {
        return written;
    }

    /** Return the figures of each group, by name: those that must have tests, then all others. */
    public Map<String, GroupMetrics> groups() {
        return groups;
    }

    /** Return the figures of all groups together. */
    public GroupMetrics total() {
        return total;
    }

    /** Return one sentence for each limit that was exceeded; empty if none was. */
    public List<String> violations() {
        return violations;
    }

    Limits limits() {
        return limits;
    }

    /** Return the runs before this one, the oldest first; the last is the baseline. */
    List<Snapshot> history() {
        return history;
    }

    /** Tell whether no limit was exceeded. */
    public boolean isPassed() {
        return violations.isEmpty();
    }

    /** Return the figures as a table for a terminal, one line a group. */
    public String table() {
        return Figures.text(this);
    }

    /**
     * Write {@code metrics.<group>.json} for each group, {@code metrics.total.json} and {@code metrics.html}.
     *
     * @throws MetricsException if that fails
     */
    public void writeTo(Path directory) {
        groups.forEach((group, metrics) -> {
            Map<String, Object> tree = head(GROUP_SCHEMA);
            tree.put("group", group);
            tree.putAll(metrics.toTree());
            write(directory.resolve("metrics." + group + ".json"), JsonWriter.write(tree));
        });
        write(directory.resolve("metrics." + Groups.TOTAL + ".json"), JsonWriter.write(totalTree()));
        write(directory.resolve("metrics.html"), HtmlPage.of(this));
    }

    /** Return the groups and behind them the total. */
    List<GroupMetrics> lines() {
        List<GroupMetrics> lines = new ArrayList<>(groups.values());
        lines.add(total);
        return lines;
    }

    /** Return what later runs compare themselves with. */
    Snapshot snapshot() {
        Map<String, Point> points = new LinkedHashMap<>();
        lines().forEach(line -> points.put(line.group(), Point.of(line)));
        return new Snapshot(written, points);
    }

    private Map<String, Object> totalTree() {
        Map<String, Object> trees = new LinkedHashMap<>();
        lines().forEach(line -> trees.put(line.group(), line.toTree()));
        Map<String, Object> tree = head(TOTAL_SCHEMA);
        tree.put("violations", violations);
        tree.put("groups", trees);
        tree.put("history", history.stream().map(Snapshot::toTree).toList());
        return tree;
    }

    private Map<String, Object> head(String schema) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", schema);
        tree.put("written", written.toString());
        return tree;
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new MetricsException("File %s cannot be written (%s).".formatted(file, e), e);
        }
    }
}
