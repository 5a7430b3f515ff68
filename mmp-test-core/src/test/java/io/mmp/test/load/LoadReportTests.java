package io.mmp.test.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.json.JsonReader;
import io.mmp.test.verdict.FixedSamples;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** What a report says, where it is written to, and what is left of it if it cannot be. */
@FixedSamples
class LoadReportTests {

    private static final LoadResult RESULT = Results.of()
            .answered(180, 20)
            .late(10, 80, 40)
            .status(6, 503)
            .failed(3, new ConnectException("<refused> & 100 %"))
            .notSent(1)
            .build();

    @TempDir
    Path directory;

    private String written(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    @Test
    void the_text_has_what_was_asked_for_and_what_was_reached() throws IOException {
        LoadReport.of(RESULT).writeTo(directory);

        assertThat(written("load.txt")).isEqualTo("""
                        load 'scoring', open model, 2026-11-28T08:00:00Z
                        200 requests due in 2 s (100/s), 190 answered well in 2.01 s (94.5/s)
                        10 failed, 1 of them never sent; 11 sent more than 50 ms late or never, the latest of those sent 80 ms

                                    latency   service time
                        mean        25.3 ms        21.1 ms
                        p50           20 ms          20 ms
                        p90           20 ms          20 ms
                        p95          120 ms          40 ms
                        p99           never          never
                        p99.9         never          never
                        max           never          never
                        Latency counts from when a request was due; service time, from when it was sent, is what a closed loop would have claimed.
                        A request that failed counts as never answered, except in the mean, which is of the others.

                        errors
                          6 HTTP 5xx, the first after 1.9 s: HTTP 503
                          3 java.net.ConnectException, the first after 1.96 s: <refused> & 100 %
                          1 not sent, the first after 1.99 s
                        """);
    }

    @Test
    void the_json_has_the_figures_as_numbers() throws IOException {
        LoadReport.of(RESULT).writeTo(directory);

        Map<?, ?> json = (Map<?, ?>) JsonReader.read(written("load.json"));
        assertThat(json).isNotNull();
        assertThat(json.get("schema")).isEqualTo("mmp-load/1");
        assertThat(json)
                .extracting("due", "sent", "answered", "failed", "late")
                .map(Object::toString)
                .containsExactly("200", "199", "199", "10", "11");
        assertThat(json.get("latency"))
                .hasToString("{mean=25.263158, p50=20.0, p90=20.0, p95=120.0, p99=null, p99.9=null, max=null}");
        assertThat((Iterable<?>) json.get("errors")).hasSize(3);
    }

    @Test
    void the_histogram_log_is_read_by_hdrhistograms_own_reader() throws IOException {
        LoadReport.of(RESULT).writeTo(directory);

        Histogram all = new Histogram(3);
        HistogramLogReader reader =
                new HistogramLogReader(directory.resolve("load.hlog").toFile());
        int intervals = 0;
        for (EncodableHistogram next = reader.nextIntervalHistogram();
                next != null;
                next = reader.nextIntervalHistogram()) {
            all.add((Histogram) next);
            intervals++;
        }
        reader.close();
        assertThat(intervals).isEqualTo(2);
        assertThat(all.getTotalCount()).isEqualTo(190);
        assertThat((double) all.getValueAtPercentile(50)).isCloseTo(20_000, within(20.0));
        assertThat((double) all.getMaxValue()).isCloseTo(120_000, within(120.0));
    }

    @Test
    void the_page_is_whole_and_needs_nothing_beside_itself() throws Exception {
        LoadReport.of(RESULT).writeTo(directory);

        String page = written("load.html");
        assertThat(page)
                .contains("<h1>Load: scoring</h1>", "Latency over time", "Percentiles", "Rate asked and reached")
                .contains("10 of 200 requests failed, 11 were sent late or never")
                .contains("&lt;refused&gt; &amp; 100 %")
                .doesNotContain("<refused>", "<script", "http://", "https://", "src=", "NaN", "Infinity", "{body}");
        String charts = page.substring(page.indexOf("<div class='charts'>"), page.indexOf("<h2>Errors</h2>"));
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(charts)))
                        .getElementsByTagName("svg")
                        .getLength())
                .isEqualTo(3);
        // One label at the right edge of each chart, which ends there.
        assertThat(charts)
                .containsPattern("x='550.0' y='232' text-anchor='end'")
                .doesNotContain("x='550.0' y='232' text-anchor='middle'");
    }

    @Test
    void a_run_without_any_answer_has_a_report_too() throws IOException {
        LoadReport.of(Results.of().notSent(3).build()).writeTo(directory);

        assertThat(written("load.txt")).contains("3 requests due in 30 ms (100/s), 0 answered well in 30 ms (0/s)");
        assertThat(written("load.html")).doesNotContain("NaN", "Infinity");
        assertThat(JsonReader.read(written("load.json"))).isNotNull();
    }

    @Test
    void tasks_are_told_apart() throws IOException {
        LoadReport.of(Results.of()
                        .task("read")
                        .answered(3, 5)
                        .task("<write>")
                        .status(1, 500)
                        .build())
                .writeTo(directory);

        assertThat(written("load.txt")).contains("""
                        tasks
                          read: 3 requests due, 0 not sent, 0 failed, 0 late, p95 5 ms
                          <write>: 1 request due, 0 not sent, 1 failed, 0 late, p95 never
                        """);
        assertThat(written("load.html")).contains("<h2>Tasks</h2>", "&lt;write&gt;");
    }

    @Test
    void a_directory_that_cannot_be_made_is_named_and_the_figures_are_not_lost() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadReport.of(RESULT).writeTo(file.resolve("report")))
                .withMessageStartingWith("Directory %s/report of the report cannot be made (", file)
                .withMessageContaining("Make room, or name a directory that can be written. What it says:"
                        + System.lineSeparator() + "load 'scoring'")
                .withMessageContaining("p95          120 ms          40 ms");
    }

    @Test
    void a_full_disk_leaves_no_half_file_and_the_other_files_are_written() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "/dev/full is Linux's disk that is full");
        Files.createSymbolicLink(directory.resolve("load.json"), Path.of("/dev/full"));

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadReport.of(RESULT).writeTo(directory))
                .withMessageStartingWith(
                        "The report cannot be written to %s/load.json (java.io.IOException: No space left on device). Make room,",
                        directory)
                .withMessageContaining("p95          120 ms");
        assertThat(written("load.txt")).contains("p95");
        assertThat(written("load.html")).contains("</html>");
        assertThat(written("load.hlog")).contains("Latency in microseconds");
        Files.delete(directory.resolve("load.json"));
    }
}
