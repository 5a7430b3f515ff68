package io.mmp.test.metrics;

import static io.mmp.test.metrics.Text.chance;
import static io.mmp.test.metrics.Text.percent;
import static io.mmp.test.metrics.Text.seconds;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The figures of all groups as a table of texts, for the terminal and the page. */
final class Figures {

    static final List<String> HEAD = List.of(
            "group",
            "tests",
            "passed",
            "failed",
            "aborted",
            "disabled",
            "skipped",
            "skip rate",
            "flaky",
            "retries",
            "time",
            "lock wait",
            "containers",
            "false alarm",
            "coverage");

    private Figures() {}

    /** Return a line for each group and one for all. */
    static List<List<String>> of(MetricsReport report) {
        return report.lines().stream().map(Figures::of).toList();
    }

    private static List<String> of(GroupMetrics group) {
        Counts counts = group.counts();
        Coverage coverage = group.coverage();
        return List.of(
                group.group(),
                String.valueOf(counts.tests()),
                String.valueOf(counts.passed()),
                String.valueOf(counts.failed()),
                String.valueOf(counts.aborted()),
                String.valueOf(counts.disabled()),
                String.valueOf(counts.skipped()),
                percent(group.skipRate()),
                String.valueOf(counts.flaky()),
                String.valueOf(counts.retries()),
                seconds(group.times().total()),
                seconds(group.times().lockWait()),
                seconds(group.times().containerStart()),
                chance(group.falseAlarm()),
                coverage == null ? "-" : percent(coverage.rate()));
    }

    private static String skips(GroupMetrics group) {
        Map<String, Integer> codes = SkipReason.byReasonCode(group.skipReasons());
        return codes.isEmpty()
                ? ""
                : codes.entrySet().stream()
                        .map(code -> code.getKey() + " " + code.getValue())
                        .collect(joining(", ", "skipped in " + group.group() + ": ", System.lineSeparator()));
    }

    /** Align the table in columns: the group to the left, its figures to the right. */
    static String text(MetricsReport report) {
        List<List<String>> lines =
                Stream.concat(Stream.of(HEAD), of(report).stream()).toList();
        List<Integer> widths = IntStream.range(0, HEAD.size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            text.append(("%-" + widths.get(0) + "s").formatted(line.get(0)));
            for (int column = 1; column < line.size(); column++) {
                text.append(("  %" + widths.get(column) + "s").formatted(line.get(column)));
            }
            text.append(System.lineSeparator());
        }
        report.groups().values().forEach(group -> text.append(skips(group)));
        return text.toString();
    }
}
