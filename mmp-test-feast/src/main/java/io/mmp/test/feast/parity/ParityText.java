package io.mmp.test.feast.parity;

import static io.mmp.test.text.Words.count;
import static java.util.stream.Collectors.joining;

import io.mmp.test.feast.history.Offenders;
import io.mmp.test.table.Cells;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints reports for a terminal and for the message of a failed assertion. */
final class ParityText {

    private ParityText() {}

    /** Return the message of an assertion that failed on this report. */
    static String failure(ParityReport report) {
        StringBuilder text = new StringBuilder(
                "%nExpecting %s to agree with %s, but ".formatted(report.subject(), report.reference()));
        return text.append(report.causes().isEmpty() ? unjudged(report) : wrong(report))
                .append("%nBy feature:".formatted())
                .append(lines(report))
                .toString();
    }

    private static String unjudged(ParityReport report) {
        return "what is accepted leaves nothing of %s to judge:"
                .formatted(
                        report.unjudged().stream().map(FeatureParity::feature).toList());
    }

    private static String wrong(ParityReport report) {
        List<Mismatch> wrong = report.mismatches().stream()
                .filter(mismatch -> !report.accepted().containsKey(mismatch.cause()))
                .toList();
        StringBuilder text = new StringBuilder("%s of %s wrong (%s):"
                .formatted(
                        report.wrong(),
                        count(report.compared(), "value") + (report.wrong() == 1 ? " is" : " are"),
                        sums(report.causes())));
        List<Mismatch> shown = Offenders.shown(wrong, Mismatch::cause);
        shown.forEach(mismatch -> text.append("%n  ".formatted()).append(mismatch));
        if (report.wrong() > shown.size()) {
            text.append("%n  ... and %s more".formatted(report.wrong() - shown.size()));
        }
        if (report.wrong() > 1) {
            text.append("%nSmallest counterexample:".formatted());
            Counterexample.smallest(wrong)
                    .lines()
                    .forEach((heading, content) ->
                            text.append("%n  %-9s".formatted(heading)).append(content));
        }
        return text.toString();
    }

    /** Return the figures of each feature, and what is accepted and why. */
    static String table(ParityReport report) {
        String head = "%s against %s: %s"
                .formatted(
                        report.subject(),
                        report.reference(),
                        report.agrees() ? "they agree" : report.wrong() + " of " + report.compared() + " are wrong");
        return head + lines(report);
    }

    private static String lines(ParityReport report) {
        int width = report.features().stream()
                .mapToInt(feature -> feature.feature().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (FeatureParity feature : report.features()) {
            String name =
                    feature.feature() + " ".repeat(width - feature.feature().length());
            String causes = feature.causes().entrySet().stream()
                    .map(cause -> cause.getKey() + ": " + cause.getValue()
                            + (report.accepted().containsKey(cause.getKey()) ? " (accepted)" : ""))
                    .collect(joining(", "));
            lines.add("  %s  %s of %s wrong%s"
                    .formatted(name, report.wrong(feature), feature.compared(), causes.isEmpty() ? "" : "  " + causes));
        }
        report.accepted().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(cause -> lines.add("  accepted: %s, because %s".formatted(cause.getKey(), cause.getValue())));
        return lines.stream().map(System.lineSeparator()::concat).collect(joining());
    }

    static String sums(Map<Cause, Long> causes) {
        return causes.entrySet().stream()
                .map(cause -> cause.getKey() + ": " + cause.getValue())
                .collect(joining(", "));
    }

    /** Return the names and values of the key of a row. */
    static Map<String, String> key(Table table, Collection<String> keys, int row) {
        Map<String, String> parts = new LinkedHashMap<>();
        keys.forEach(key -> parts.put(key, Cells.print(table.column(key).get(row))));
        return parts;
    }

    static String join(Map<String, String> key) {
        return key.isEmpty()
                ? "(no key)"
                : key.entrySet().stream()
                        .map(part -> part.getKey() + "=" + part.getValue())
                        .collect(joining(", "));
    }

    /** Print a value with its type, so that 5 and 5.0 and "5" can be told apart. */
    static String value(ValueType type, @Nullable Object value) {
        return value == null
                ? "null"
                : type + " " + (value instanceof String ? '"' + Cells.print(value) + '"' : Cells.print(value));
    }
}
