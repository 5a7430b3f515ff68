package io.mmp.test.feast.parity;

import static io.mmp.test.page.Page.html;
import static io.mmp.test.text.Words.count;
import static java.util.stream.Collectors.joining;

import io.mmp.test.page.Page;
import io.mmp.test.text.TextResource;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A report as one HTML page that needs nothing beside itself. */
final class ParityPage {

    private final ParityReport report;
    private final StringBuilder page = new StringBuilder();

    private ParityPage(ParityReport report) {
        this.report = report;
    }

    static String of(ParityReport report) {
        ParityPage page = new ParityPage(report);
        page.head();
        page.features();
        page.accepted();
        page.mismatches();
        return Page.of("Parity", TextResource.read(ParityPage.class, "page.css"), page.page.toString());
    }

    private void head() {
        add("<h1>Parity</h1><p class='soft'>%s against %s</p>"
                .formatted(html(report.subject()), html(report.reference())));
        add(
                report.agrees()
                        ? "<div class='verdict good'>They agree: %s compared</div>"
                                .formatted(count(report.compared(), "value"))
                        : "<div class='verdict bad'>%s of %s wrong: %s</div>"
                                .formatted(
                                        report.wrong(),
                                        count(report.compared(), "value"),
                                        html(ParityText.sums(report.causes()))));
    }

    private void features() {
        add("<div class='scroll'><table><tr>%s<th>compared</th><th>wrong</th><th>accepted</th>%s%s</tr>"
                .formatted(head("feature"), head("causes"), head("share")));
        for (FeatureParity feature : report.features()) {
            long wrong = report.wrong(feature);
            long all = feature.causes().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long accepted = all - wrong;
            add("<tr>%s<td>%s</td><td class='%s'>%s</td><td>%s</td>%s<td>%s</td></tr>"
                    .formatted(
                            name(feature.feature()),
                            feature.compared(),
                            wrong == 0 ? "good" : "bad",
                            wrong,
                            accepted,
                            cell(ParityText.sums(feature.causes())),
                            bar(wrong, accepted, feature.compared())));
        }
        add("</table></div>");
    }

    private static String bar(long wrong, long accepted, long compared) {
        return "<div class='track'>%s%s</div>"
                .formatted(part("bad", wrong, compared), part("kept", accepted, compared));
    }

    private static String part(String kind, long count, long compared) {
        return count == 0
                ? ""
                : String.format(
                        Locale.ROOT, "<div class='%s' style='width:%.2f%%'></div>", kind, 100.0 * count / compared);
    }

    private void accepted() {
        if (!report.accepted().isEmpty()) {
            add("<h2>Accepted</h2><table><tr>%s%s</tr>".formatted(head("cause"), head("because")));
            new TreeMap<>(report.accepted())
                    .forEach((cause, reason) -> add("<tr>%s%s</tr>".formatted(cell(cause.toString()), cell(reason))));
            add("</table>");
        }
    }

    private void mismatches() {
        if (report.mismatches().isEmpty()) {
            return;
        }
        add("<h2>Mismatches</h2><p class='soft'>The first ten of each cause of each feature.</p>");
        add("<div class='scroll'><table><tr>%s</tr>"
                .formatted(List.of("row", "feature", "right", "found", "cause").stream()
                        .map(ParityPage::head)
                        .collect(joining())));
        for (Mismatch mismatch : report.mismatches()) {
            String feature = mismatch.feature();
            add("<tr>%s%s%s%s<td class='text %s'>%s</td></tr>"
                    .formatted(
                            name(ParityText.join(mismatch.key())),
                            name(feature == null ? FeatureParity.ROWS : feature),
                            value(mismatch.expected()),
                            value(mismatch.actual()),
                            report.accepted().containsKey(mismatch.cause()) ? "kept" : "bad",
                            html(mismatch.cause().toString())));
        }
        add("</table></div>");
    }

    private static String head(String text) {
        return "<th class='text'>" + text + "</th>";
    }

    private static String cell(String text) {
        return "<td class='text'>" + html(text) + "</td>";
    }

    private static String name(String text) {
        return "<td class='text name'>" + html(text) + "</td>";
    }

    private static String value(String text) {
        return "<td class='text value'>" + html(text) + "</td>";
    }

    private void add(String html) {
        page.append(html).append('\n');
    }
}
