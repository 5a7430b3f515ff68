package io.mmp.test.monitor;

import static io.mmp.test.monitor.MonitorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds panels that stay empty. */
class DashboardTests {

    private static final ExposedSeries SERIES = ExposedSeries.of("rag-server", Metrics.parse("""
                    # TYPE http_requests_total counter
                    http_requests_total{method="GET",status="200"} 3
                    # TYPE latency_seconds histogram
                    latency_seconds_bucket{le="+Inf"} 3
                    latency_seconds_sum 1
                    latency_seconds_count 3
                    """));

    @TempDir
    Path directory;

    @Test
    void panels_variables_and_annotations_are_read() throws IOException {
        Dashboard dashboard = dashboard("""
                {"dashboard": {
                  "templating": {"list": [
                    {"name": "job", "type": "query", "query": {"query": "label_values(up, job)", "refId": "x"}},
                    {"name": "method", "type": "query", "query": "label_values(http_requests_total{job=\\"$job\\"}, method)"},
                    {"name": "DS", "type": "datasource", "query": "prometheus"},
                    {"name": "metric", "type": "custom", "query": "a,b"}]},
                  "annotations": {"list": [{"name": "restarts", "expr": "changes(up[1m]) > 0"}, {"name": "built in"}]},
                  "panels": [
                    {"title": "Throughput", "targets": [
                      {"refId": "A", "expr": "sum by ($method) (rate(http_requests_total{job=~\\"$job\\",method=\\"[[method]]\\"}[$__rate_interval]))"}]},
                    {"title": "row", "type": "row", "panels": [
                      {"title": "Latency", "datasource": {"type": "prometheus", "uid": "${DS}"}, "targets": [
                        {"refId": "B", "expr": "histogram_quantile(0.95, sum by (le) (rate(latency_seconds_bucket[${__range_s}s])))"},
                        {"refId": "C", "expr": "rate(${metric}_total{x=\\"y\\"}[$__interval]) > $__interval_ms"}]}]},
                    {"title": "Logs", "targets": [{"datasource": {"type": "loki"}, "expr": "{app=\\"rag\\"} |= \\"error\\""}]}]}}
                """);

        assertThat(dashboard.queries())
                .extracting(DashboardQuery::place)
                .containsExactly(
                        "variable 'job'",
                        "variable 'method'",
                        "panel 'Throughput', query A",
                        "panel 'Latency', query B",
                        "panel 'Latency', query C",
                        "annotation 'restarts'");
        assertThat(dashboard).refersOnlyTo(SERIES);
    }

    @Test
    void all_panels_that_stay_empty_are_named() throws IOException {
        Dashboard dashboard = dashboard("""
                {"templating": {"list": [{"name": "job", "type": "query", "query": "label_values(up, jobb)"}]},
                 "rows": [{"panels": [
                    {"title": "Latency", "targets": [{"expr": "avg(latency_seconds)"}]},
                    {"title": "Errors", "targets": [{"refId": "A", "expr": "rate(http_requests_total{code=\\"$jobs\\"}[5m])"},
                                                     {"refId": "B", "expr": "rate(http_requests_total{code=\\"500\\"}[5m]"}]}]}]}
                """);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(dashboard).refersOnlyTo(SERIES))
                .withMessage(
                        "%nExpecting %s to refer only to series that are exposed, but of 4 queries:%n"
                                + "  variable 'job': count by (jobb) groups by a label that no series has; there are instance, job. Did you mean 'job'?%n"
                                + "  panel 'Latency', query 1: 'latency_seconds' is a histogram, which exposes only latency_seconds_bucket, latency_seconds_sum and latency_seconds_count, so that 'latency_seconds' selects nothing: use rate(latency_seconds_sum[5m]) / rate(latency_seconds_count[5m]) for the mean, or histogram_quantile(0.95, sum by (le) (rate(latency_seconds_bucket[5m])))%n"
                                + "  panel 'Errors', query A: the dashboard has no variable 'jobs'%n"
                                + "  panel 'Errors', query A: no series of 'http_requests_total' has the label 'code'; there are instance, job, method, status.%n"
                                + "  panel 'Errors', query B: the expression 'rate(http_requests_total{code=\"500\"}[5m]' must have ')' instead of the end, at column 41",
                        dashboard);
    }

    @Test
    void a_dashboard_without_queries_proves_nothing() throws IOException {
        Dashboard dashboard = dashboard("{\"panels\": []}");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(dashboard).refersOnlyTo(SERIES))
                .withMessage(
                        "%nExpecting %s to refer only to series that are exposed, but it has no query to Prometheus.",
                        dashboard);
        assertThatExceptionOfType(MonitorException.class)
                .isThrownBy(() -> dashboard("{"))
                .withMessage(
                        "The dashboard %s is not JSON: expected a name in quotes at line 1, column 2.",
                        directory.resolve("dashboard.json"));
    }

    private Dashboard dashboard(String json) throws IOException {
        return Dashboard.read(Files.writeString(directory.resolve("dashboard.json"), json));
    }
}
