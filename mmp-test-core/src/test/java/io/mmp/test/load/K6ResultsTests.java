package io.mmp.test.load;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the form that the documentation of k6 shows. */
class K6ResultsTests {

    private static final String METRIC =
            "{\"type\":\"Metric\",\"data\":{\"name\":\"http_req_duration\",\"type\":\"trend\",\"contains\":\"time\",\"thresholds\":[],\"submetrics\":null},\"metric\":\"http_req_duration\"}";

    @TempDir
    Path directory;

    private final List<String> lines = new ArrayList<>(List.of(METRIC, ""));

    private static String point(String metric, String time, String value, String tags) {
        return "{\"metric\":\"%s\",\"type\":\"Point\",\"data\":{\"time\":\"2026-05-09T14:34:%s+02:00\",\"value\":%s,\"tags\":%s}}"
                .formatted(metric, time, value, tags);
    }

    private static String request(String end, String millis, String name, int status, boolean expected) {
        return point(
                "http_req_duration",
                end,
                millis,
                "{\"expected_response\":\"%s\",\"group\":\"\",\"method\":\"GET\",\"name\":\"%s\",\"scenario\":\"default\",\"status\":\"%s\",\"url\":\"http://127.0.0.1/%2$s\"}"
                        .formatted(expected, name, status));
    }

    private LoadResult read(LoadModel model) throws IOException {
        return K6Results.read(Files.write(directory.resolve("k6.json"), lines), model);
    }

    @Test
    void requests_have_their_latencies_tasks_and_times() throws IOException {
        lines.add(point("vus", "45.000000000", "3", "null"));
        lines.add(request("46.500000000", "459.865729", "search", 200, true));
        lines.add(point("http_req_waiting", "46.500000000", "459.1", "{\"name\":\"search\"}"));
        lines.add(request("46.100500000", "100.5", "generate", 200, true));

        LoadResult result = read(LoadModel.CLOSED);

        assertThat(result.name()).isEqualTo("k6.json");
        assertThat(result.model()).isEqualTo(LoadModel.CLOSED);
        assertThat(result.tasks()).containsExactly("search", "generate");
        assertThat(result.asked()).isEqualTo(2);
        assertThat(result.of("search").latencies().values()).containsExactly(459.865729);
        assertThat(result.of("generate").latencies().values()).containsExactly(100.5);
        assertThat(LoadReport.of(result).text()).contains("k6.json");
    }

    @Test
    void what_k6_did_not_expect_has_failed_and_what_it_did_has_not() throws IOException {
        lines.add(request("46.1", "10", "a", 200, true));
        lines.add(request("46.2", "10", "a", 503, false));
        lines.add(request("46.3", "10", "a", 404, true));
        lines.add(request("46.4", "10", "a", 200, false));
        lines.add(
                point(
                        "http_req_duration",
                        "46.5",
                        "0",
                        "{\"error\":\"dial: connection refused\",\"error_code\":\"1212\",\"expected_response\":\"false\",\"name\":\"a\",\"status\":\"0\"}"));

        LoadResult result = read(LoadModel.OPEN);

        assertThat(result.failed()).isEqualTo(3);
        assertThat(result.errors())
                .extracting(LoadError::kind)
                .containsExactlyInAnyOrder("HTTP 5xx", "HTTP 2xx", "k6 error 1212");
    }

    @Test
    void an_iteration_that_was_dropped_was_never_sent() throws IOException {
        lines.add(request("46.1", "10", "a", 200, true));
        lines.add(point("dropped_iterations", "46.2", "3", "{\"scenario\":\"default\"}"));

        LoadResult result = read(LoadModel.OPEN);

        assertThat(result.asked()).isEqualTo(4);
        assertThat(result.notSent()).isEqualTo(3);
        assertThat(result.failed()).isEqualTo(3);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).hasP95AtMost(Duration.ofSeconds(5)));
    }

    @Test
    void many_requests_are_judged_as_any_load() throws IOException {
        for (int i = 0; i < 400; i++) {
            lines.add(request(String.format(Locale.ROOT, "46.%03d", i), "20", "a", 200, true));
        }
        assertThat(read(LoadModel.OPEN)).hasP95AtMost(Duration.ofMillis(21)).hasErrorRateAtMost(0.01);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(read(LoadModel.OPEN)).hasP95AtMost(Duration.ofMillis(19)));
    }

    @Test
    void a_file_without_requests_judges_nothing() throws IOException {
        lines.add(point("dropped_iterations", "46.2", "3", "null"));
        Path file = directory.resolve("k6.json");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> read(LoadModel.OPEN))
                .withMessage(
                        "%s has no request among its 3 lines: no point of http_req_duration. Write the file by 'k6 run --out json=FILE'.",
                        file);
    }

    @Test
    void what_is_not_of_k6_is_named_with_its_line() throws IOException {
        lines.add("{\"root_group\": {}}");
        Path file = directory.resolve("k6.json");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> read(LoadModel.OPEN))
                .withMessage(
                        "Line 3 of %s is no point of k6: 'metric' is missing. Write the file by 'k6 run --out json=FILE'.",
                        file);
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> K6Results.read(directory.resolve("none.json"), LoadModel.OPEN))
                .withMessageStartingWith("Results of k6 in " + directory.resolve("none.json") + " cannot be read: ");
    }
}
