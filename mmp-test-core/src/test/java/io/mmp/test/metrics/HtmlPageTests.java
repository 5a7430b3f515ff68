package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlPageTests {

    @TempDir
    Path directory;

    @Test
    void the_page_needs_nothing_beside_itself() throws IOException {
        assertThat(page(Suite.healthy(), Limits.defaults()))
                .startsWith("<!DOCTYPE html>")
                .contains("All limits are kept")
                .doesNotContain("src=", "href=", "url(", "@import", "<script", "{body}");
    }

    @Test
    void violations_reasons_and_names_mean_themselves() throws IOException {
        assertThat(page(Suite.healthy().with("unit", Outcome.FAILED, 1), Limits.defaults()))
                .contains(
                        "<div class='verdict bad'>1 violation<ul><li>Group &#39;unit&#39; had 1 failed test, "
                                + "the limit is 0: com.acme.unit &gt; failed1().</li></ul></div>",
                        "<td class='text'>com.acme.unit &gt; failed1(): because of &lt;it&gt;</td>")
                .doesNotContain("<it>");
    }

    @Test
    void bars_are_as_long_as_the_figures() throws IOException {
        Limits limits = Limits.defaults().withTime("unit", Duration.ofSeconds(8));
        Suite suite = Suite.healthy()
                .taking("unit", Duration.ofSeconds(4))
                .taking("e2e", Duration.ofSeconds(12))
                .with("e2e", Outcome.ABORTED, 3)
                .with("e2e", Outcome.SKIPPED, 7);

        assertThat(page(suite, limits))
                .contains(
                        "<span>unit</span><div class='track'><div class='fill time' style='width:25.0%'></div>"
                                + "<div class='limit' style='left:50.0%'></div></div><span>4.000 s, limit 8.000 s</span>",
                        "<span>e2e</span><div class='track'><div class='fill time' style='width:75.0%'></div></div>"
                                + "<span>12.000 s</span>",
                        "<span>total</span><div class='track'><div class='fill time' style='width:100.0%'></div></div>"
                                + "<span>16.000 s</span>",
                        "<span>e2e</span><div class='track'><div class='fill aborted' style='width:30.0%'></div>"
                                + "<div class='fill skipped' style='width:70.0%'></div>"
                                + "<div class='limit' style='left:30.0%'></div></div><span>50.0 % of 20 tests</span>");
    }

    @Test
    void the_trend_has_a_column_for_each_run() throws IOException {
        page(Suite.healthy().taking("unit", Duration.ofSeconds(4)), Limits.defaults());
        Suite.healthy().taking("unit", Duration.ofSeconds(5)).writeTo(directory.resolve("tests.1.json"));
        MetricsGuard.of(directory)
                .withBaseline(directory.resolve("metrics.total.json"))
                .check()
                .writeTo(directory);

        assertThat(Files.readString(directory.resolve("metrics.html")))
                .contains("<h2>Trend over 2 runs</h2>\n<div class='trends'>\n<div class='trend'>")
                .containsPattern("<span>unit, time</span><b>5\\.000 s</b></p><div class='columns'>"
                        + "<div style='height:80\\.0%' title='[-:TZ0-9]+: 4\\.000 s'></div>"
                        + "<div style='height:100\\.0%' title='[-:TZ0-9]+: 5\\.000 s'></div></div>")
                .doesNotContain("unit, skip rate");
    }

    private String page(Suite suite, Limits limits) throws IOException {
        suite.writeTo(directory.resolve("tests.1.json"));
        MetricsGuard.of(directory).withLimits(limits).check().writeTo(directory);
        return Files.readString(directory.resolve("metrics.html"));
    }
}
