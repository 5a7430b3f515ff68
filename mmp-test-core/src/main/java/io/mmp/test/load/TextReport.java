package io.mmp.test.load;

import io.mmp.test.text.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as text of a few lines. */
final class TextReport {

    private TextReport() {}

    static String of(LoadResult result) {
        List<String> lines = new ArrayList<>(headLines(result));
        lines.add("");
        Map<String, Double> latency = LatencyFigures.latency(result);
        Map<String, Double> service = LatencyFigures.serviceTime(result);
        lines.add(row("", "latency", "service time"));
        latency.forEach((name, millis) -> lines.add(row(
                name, Durations.printMillis(millis), Durations.printMillis(service.getOrDefault(name, Double.NaN)))));
        lines.add(
                "Latency counts from when a request was due; service time, from when it was sent, is what a closed loop would have claimed.");
        if (result.failed() > 0) {
            lines.add("A request that failed counts as never answered, except in the mean, which is of the others.");
            lines.add("");
            lines.add("errors");
            result.errors().forEach(error -> lines.add("  " + error));
        }
        if (result.tasks().size() > 1) {
            lines.add("");
            lines.add("tasks");
            result.tasks()
                    .forEach(task -> lines.add("  %s: %s, p95 %s"
                            .formatted(
                                    task,
                                    Counts.of(result.of(task)).line(),
                                    Durations.printMillis(
                                            result.of(task).percentile(0.95).estimate()))));
        }
        return String.join("\n", lines) + "\n";
    }

    /** Return what was asked for and what was reached, a fact a line. */
    static List<String> headLines(LoadResult result) {
        Counts counts = Counts.of(result);
        double planned = result.plan().duration().toNanos() / 1e9;
        String rate = planned == 0 ? "" : " (%s/s)".formatted(Quantities.number(counts.asked() / planned));
        return List.of(
                "load '%s', %s model, %s"
                        .formatted(
                                result.name(),
                                result.model().name().toLowerCase(Locale.ROOT),
                                result.plan().startedAt()),
                "%s requests due in %s%s, %s answered well in %s (%s/s)"
                        .formatted(
                                counts.asked(),
                                Durations.print(result.plan().duration()),
                                rate,
                                counts.asked() - counts.failed(),
                                Durations.print(result.elapsed()),
                                Quantities.number(result.throughput())),
                "%s failed, %s of them never sent; %s sent more than %s late or never, the latest of those sent %s"
                        .formatted(
                                counts.failed(),
                                counts.asked() - counts.sent(),
                                counts.late(),
                                Durations.print(result.plan().lateAfter()),
                                Durations.print(result.longestDelay())));
    }

    private static String row(String name, String latency, String service) {
        return String.format(Locale.ROOT, "%-6s %12s %14s", name, latency, service);
    }
}
