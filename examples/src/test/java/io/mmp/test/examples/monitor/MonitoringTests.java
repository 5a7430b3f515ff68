package io.mmp.test.examples.monitor;

import static io.mmp.test.monitor.MonitorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.monitor.AlertRules;
import io.mmp.test.monitor.Dashboard;
import io.mmp.test.monitor.ExposedSeries;
import io.mmp.test.monitor.Metrics;
import io.mmp.test.monitor.MetricsChange;
import io.mmp.test.monitor.PrometheusConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service tells its monitoring, and what its monitoring asks of it. */
class MonitoringTests {

    private static final Path MONITORING = Path.of("src/test/resources/monitor");

    @AutoClose
    private final SearchService service = new SearchService();

    MonitoringTests() throws IOException {}

    @Test
    void each_search_is_counted_once() throws Exception {
        MetricsChange change = Metrics.during(service.uri(), () -> service.search("DataFrame"));

        assertThat(change)
                .metric("http_request_duration_seconds_count", Map.of("path", "/search"))
                .increasedBy(1);
        assertThat(change.after()).hasAtMostSeriesEach(50).hasConventionalNames();
    }

    @Test
    void rules_and_panels_ask_for_what_is_there() {
        PrometheusConfig config = PrometheusConfig.read(MONITORING.resolve("prometheus.yml"));
        ExposedSeries series =
                ExposedSeries.of("rag-server", Metrics.scrape(service.uri())).withJobsOf(config);

        assertThat(config).scrapesEvery(Duration.ofSeconds(15)).hasJob("rag-server", "localhost:8000");
        assertThat(AlertRules.read(MONITORING.resolve("alerts.yml"))).refersOnlyTo(series);
        assertThat(Dashboard.read(MONITORING.resolve("dashboard.json"))).refersOnlyTo(series);
    }

    @Test
    void a_rule_that_can_never_fire_is_found(@TempDir Path directory) throws IOException {
        Path rules = Files.writeString(directory.resolve("alerts.yml"), """
                groups:
                - name: rag
                  rules:
                  - alert: HighResponseTime
                    expr: avg(http_request_duration_seconds) > 5
                """);
        ExposedSeries series = ExposedSeries.of("rag-server", Metrics.scrape(service.uri()));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(AlertRules.read(rules)).refersOnlyTo(series))
                .withMessageContaining(
                        "alerts.yml:4, group 'rag', alert 'HighResponseTime': 'http_request_duration_seconds' is a histogram, which exposes only");
    }
}
