package io.mmp.test.metrics;

import static io.mmp.test.metrics.Text.chance;
import static io.mmp.test.metrics.Text.percent;
import static io.mmp.test.metrics.Text.seconds;
import static io.mmp.test.page.Page.cells;
import static io.mmp.test.page.Page.html;
import static io.mmp.test.text.Words.count;
import static java.util.stream.Collectors.joining;

import io.mmp.test.page.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The figures as one HTML page that needs nothing beside itself. */
final class HtmlPage {

    private final MetricsReport report;
    private final StringBuilder page = new StringBuilder();

    private HtmlPage(MetricsReport report) {
        this.report = report;
    }

    static String of(MetricsReport report) {
        HtmlPage page = new HtmlPage(report);
        page.head();
        page.figures();
        page.times();
        page.skips();
        page.page.append(Trends.of(report));
        page.tests("Failed tests", report.total().failures());
        page.skipReasons();
        page.tests("Slowest tests", report.total().slowest());
        return Page.of("Test metrics", page.page.toString());
    }

    private void head() {
        add("<h1>Test metrics</h1><p class='soft'>%s</p>".formatted(report.written()));
        if (report.isPassed()) {
            add("<div class='verdict good'>All limits are kept</div>");
        } else {
            add("<div class='verdict bad'>%s<ul>%s</ul></div>"
                    .formatted(
                            count(report.violations().size(), "violation"),
                            report.violations().stream()
                                    .map(sentence -> "<li>" + html(sentence) + "</li>")
                                    .collect(joining())));
        }
    }

    private void figures() {
        add("<div class='scroll'><table class='figures'><tr>%s</tr>".formatted(cells("th", Figures.HEAD)));
        Figures.of(report).forEach(line -> add("<tr>%s</tr>".formatted(cells("td", line))));
        add("</table></div>");
        if (report.total().falseAlarm() > 0) {
            add(
                    "<p class='soft'>False alarm: how probable it is at most that a statistical assertion fails although all claims are true.%s</p>"
                            .formatted(report.limits().falseAlarms().entrySet().stream()
                                    .sorted(Map.Entry.comparingByKey())
                                    .map(limit -> " The limit of %s is %s."
                                            .formatted(html(limit.getKey()), chance(limit.getValue())))
                                    .collect(joining())));
        }
    }

    private void times() {
        Stream<Duration> times =
                report.lines().stream().map(group -> group.times().total());
        double widest = Stream.concat(times, report.limits().times().values().stream())
                .mapToDouble(Duration::toMillis)
                .reduce(1, Math::max);
        add("<h2>Time</h2><div class='bars'>");
        for (GroupMetrics group : report.lines()) {
            Duration limit = report.limits().times().get(group.group());
            Duration time = group.times().total();
            add("<span>%s</span><div class='track'>%s%s</div><span>%s</span>"
                    .formatted(
                            html(group.group()),
                            fill("time", time.toMillis() / widest),
                            limit == null ? "" : mark(limit.toMillis() / widest),
                            seconds(time) + (limit == null ? "" : ", limit " + seconds(limit))));
        }
        add("</div>");
    }

    private void skips() {
        double limit = report.limits().skipRate();
        double widest = report.groups().values().stream()
                .mapToDouble(GroupMetrics::skipRate)
                .reduce(Math.max(0.01, 1.2 * limit), Math::max);
        add("<h2>Skips</h2><div class='bars'>");
        for (GroupMetrics group : report.lines()) {
            Counts counts = group.counts();
            double scale = Math.max(1, counts.tests()) * widest;
            add("<span>%s</span><div class='track'>%s%s%s%s</div><span>%s of %s</span>"
                    .formatted(
                            html(group.group()),
                            fill("aborted", counts.aborted() / scale),
                            fill("disabled", counts.disabled() / scale),
                            fill("skipped", counts.skipped() / scale),
                            mark(limit / widest),
                            percent(group.skipRate()),
                            count(counts.tests(), "test")));
        }
        add("</div><p class='soft'>The line is the limit, %s.%s</p>"
                .formatted(
                        percent(limit),
                        Stream.of("aborted", "disabled", "skipped")
                                .map(name -> "<span class='key " + name + "'></span>" + name)
                                .collect(joining())));
    }

    private static String fill(String kind, double part) {
        return part > 0 ? "<div class='fill %s' style='width:%s'></div>".formatted(kind, width(part)) : "";
    }

    private static String mark(double part) {
        return "<div class='limit' style='left:%s'></div>".formatted(width(part));
    }

    private static String width(double part) {
        return percent(part).replace(" ", "");
    }

    private void skipReasons() {
        List<SkipReason> reasons = report.total().skipReasons();
        if (!reasons.isEmpty()) {
            add("<h2>Why tests were skipped</h2><table><tr>%s</tr>"
                    .formatted(cells("th", List.of("reason", "code", "tests"))));
            for (SkipReason reason : reasons) {
                List<String> line = List.of(reason.reason(), reason.code().code(), String.valueOf(reason.tests()));
                add("<tr>%s</tr>".formatted(cells("td", line)));
            }
            add("</table>");
        }
    }

    private void tests(String title, List<TestResult> tests) {
        if (!tests.isEmpty()) {
            add("<h2>%s</h2><table><tr>%s</tr>"
                    .formatted(title, cells("th", List.of("test", "group", "outcome", "time"))));
            for (TestResult test : tests) {
                String reason = test.reason().isEmpty() ? "" : ": " + test.reason();
                List<String> line = List.of(
                        test.test() + reason, test.group(), test.outcome().code(), seconds(test.time()));
                add("<tr>%s</tr>".formatted(cells("td", line)));
            }
            add("</table>");
        }
    }

    private void add(String html) {
        page.append(html).append('\n');
    }
}
