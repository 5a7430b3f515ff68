package io.mmp.test.load;

import static io.mmp.test.page.Page.html;
import static io.mmp.test.page.Page.table;

import io.mmp.test.page.Page;
import io.mmp.test.text.Quantities;
import io.mmp.test.text.TextResource;
import io.mmp.test.verdict.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The report as one HTML page that needs nothing beside itself. */
final class HtmlReport {

    private final LoadResult result;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(LoadResult result) {
        this.result = result;
    }

    static String of(LoadResult result) {
        HtmlReport report = new HtmlReport(result);
        report.head();
        report.figures();
        report.charts();
        report.errors();
        report.tasks();
        return Page.of(
                "Load: " + result.name(), TextResource.read(HtmlReport.class, "charts.css"), report.page.toString());
    }

    private void head() {
        List<String> lines = TextReport.headLines(result);
        page.append("<h1>Load: %s</h1>\n".formatted(html(result.name())));
        lines.forEach(line -> page.append("<p class='soft'>%s</p>\n".formatted(html(line))));
        boolean clean = result.failed() == 0 && result.late() == 0;
        page.append("<div class='verdict %s'>%s</div>\n"
                .formatted(
                        clean ? "good" : "bad",
                        clean
                                ? "All requests were sent when they were due, and answered well"
                                : "%s of %s requests failed, %s were sent late or never"
                                        .formatted(result.failed(), result.asked(), result.late())));
    }

    private void figures() {
        Map<String, Double> latency = LatencyFigures.latency(result);
        Map<String, Double> service = LatencyFigures.serviceTime(result);
        page.append(table(
                List.of("", "latency from when it was due", "service time, as a closed loop claims"),
                latency.keySet().stream()
                        .map(name -> List.of(
                                name,
                                Durations.printMillis(latency.getOrDefault(name, Double.NaN)),
                                Durations.printMillis(service.getOrDefault(name, Double.NaN))))
                        .toList()));
    }

    private void charts() {
        Timeline timeline = Timeline.of(result);
        page.append("<div class='charts'>\n");
        page.append(new Chart("Latency over time", times(timeline), Durations::printMillis)
                .with("p50", over(timeline, Timeline.Stretch::p50))
                .with("p95", over(timeline, Timeline.Stretch::p95))
                .with("max", over(timeline, Timeline.Stretch::max))
                .svg());
        page.append(percentiles());
        page.append(new Chart("Rate asked and reached", times(timeline), value -> Quantities.number(value) + "/s")
                .with("due", over(timeline, stretch -> stretch.due() / timeline.seconds()))
                .with("sent", over(timeline, stretch -> stretch.sent() / timeline.seconds()))
                .with("failed", over(timeline, stretch -> stretch.failed() / timeline.seconds()))
                .with("answered well", over(timeline, stretch -> stretch.answered() / timeline.seconds()))
                .svg());
        page.append("</div>\n");
    }

    private static Chart.Axis times(Timeline timeline) {
        List<Double> middles = IntStream.range(0, timeline.stretches().size())
                .mapToObj(i -> (i + 0.5) * timeline.seconds())
                .toList();
        return new Chart.Axis(
                middles,
                Axes.fifths(middles.get(0), middles.get(middles.size() - 1)),
                seconds -> Quantities.number(seconds) + " s");
    }

    private static List<Double> over(Timeline timeline, ToDoubleFunction<Timeline.Stretch> value) {
        return timeline.stretches().stream().mapToDouble(value).boxed().toList();
    }

    /** Draw each further nine as far from the last as that is from the one before. */
    private String percentiles() {
        int steps = 80;
        double nines = Math.max(1, Math.log10(Math.max(10, result.asked())));
        List<Double> positions = new ArrayList<>();
        List<Double> latencies = new ArrayList<>();
        List<Double> services = new ArrayList<>();
        Sample latency = result.latencies();
        Sample service = result.serviceTimes();
        for (int i = 0; i < steps; i++) {
            double position = nines * i / (steps - 1);
            double probability = Math.max(1e-6, 1 - Math.pow(10, -position));
            positions.add(position);
            latencies.add(latency.quantile(probability).estimate());
            services.add(service.quantile(probability).estimate());
        }
        List<Double> ticks = IntStream.rangeClosed(0, (int) Math.floor(nines))
                .mapToObj(i -> (double) i)
                .toList();
        return new Chart(
                        "Percentiles", new Chart.Axis(positions, ticks, HtmlReport::percentile), Durations::printMillis)
                .with("latency", latencies)
                .with("service time", services)
                .svg();
    }

    private static String percentile(double nines) {
        int whole = (int) Math.round(nines);
        return switch (whole) {
            case 0 -> "p0";
            case 1 -> "p90";
            case 2 -> "p99";
            default -> "p99." + "9".repeat(whole - 2);
        };
    }

    private void errors() {
        if (result.failed() > 0) {
            page.append("<h2>Errors</h2>\n");
            page.append(table(
                    List.of("kind", "count", "share", "first after", "first message"),
                    result.errors().stream()
                            .map(error -> List.of(
                                    error.kind(),
                                    String.valueOf(error.count()),
                                    Counts.percent((double) error.count() / result.asked()),
                                    Durations.print(error.firstAfter()),
                                    error.firstMessage()))
                            .toList()));
        }
    }

    private void tasks() {
        if (result.tasks().size() > 1) {
            page.append("<h2>Tasks</h2>\n");
            page.append(table(
                    List.of("task", "due", "failed", "p50", "p95", "p99"),
                    result.tasks().stream().map(this::task).toList()));
        }
    }

    private List<String> task(String name) {
        LoadResult task = result.of(name);
        Map<String, Double> figures = LatencyFigures.latency(task);
        return List.of(
                name,
                String.valueOf(task.asked()),
                String.valueOf(task.failed()),
                Durations.printMillis(figures.getOrDefault("p50", Double.NaN)),
                Durations.printMillis(figures.getOrDefault("p95", Double.NaN)),
                Durations.printMillis(figures.getOrDefault("p99", Double.NaN)));
    }
}
