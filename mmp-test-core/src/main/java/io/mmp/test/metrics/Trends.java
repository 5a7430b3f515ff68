package io.mmp.test.metrics;

import static io.mmp.test.metrics.Text.percent;
import static io.mmp.test.metrics.Text.seconds;
import static io.mmp.test.page.Page.html;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The part of the page that shows the earlier runs and this one: a chart for each group and figure, a column for each run. */
final class Trends {

    private final List<Snapshot> runs;
    private final StringBuilder charts = new StringBuilder();

    private Trends(List<Snapshot> runs) {
        this.runs = runs;
    }

    static String of(MetricsReport report) {
        if (report.history().isEmpty()) {
            return "<h2>Trend</h2><p class='soft'>No earlier run was given to compare with.</p>\n";
        }
        List<Snapshot> runs = new ArrayList<>(report.history());
        runs.add(report.snapshot());
        Trends trends = new Trends(runs);
        for (String group : report.snapshot().groups().keySet()) {
            trends.charts.append("<div class='trends'>\n");
            trends.add(
                    group,
                    "time",
                    point -> point.time().toMillis(),
                    millis -> seconds(Duration.ofMillis((long) millis)));
            trends.add(group, "skip rate", Point::skipRate, Text::percent);
            trends.add(group, "coverage", Trends::coverageOf, Text::percent);
            trends.charts.append("</div>\n");
        }
        return "<h2>Trend over %s runs</h2>\n%s".formatted(runs.size(), trends.charts);
    }

    private static double coverageOf(Point point) {
        Coverage coverage = point.coverage();
        return coverage == null ? 0 : coverage.rate();
    }

    private record Column(Instant written, double value) {}

    private void add(String group, String figure, ToDoubleFunction<Point> valueOf, DoubleFunction<String> spell) {
        List<Column> columns = new ArrayList<>();
        for (Snapshot run : runs) {
            Point point = run.groups().get(group);
            if (point != null) {
                columns.add(new Column(run.written(), valueOf.applyAsDouble(point)));
            }
        }
        double highest = columns.stream().mapToDouble(Column::value).max().orElse(0);
        if (highest == 0) {
            return;
        }
        double last = columns.get(columns.size() - 1).value;
        charts.append("<div class='trend'><p><span>%s, %s</span><b>%s</b></p><div class='columns'>"
                .formatted(html(group), figure, spell.apply(last)));
        for (Column column : columns) {
            charts.append("<div style='height:%s' title='%s: %s'></div>"
                    .formatted(
                            percent(column.value / highest).replace(" ", ""),
                            column.written,
                            spell.apply(column.value)));
        }
        charts.append("</div></div>\n");
    }
}
