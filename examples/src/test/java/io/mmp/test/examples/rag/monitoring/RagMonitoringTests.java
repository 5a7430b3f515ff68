package io.mmp.test.examples.rag.monitoring;

import static io.mmp.test.monitor.MonitorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.rag.EnabledIfVectorStore;
import io.mmp.test.examples.rag.RagFixture;
import io.mmp.test.monitor.AlertRules;
import io.mmp.test.monitor.Dashboard;
import io.mmp.test.monitor.ExposedSeries;
import io.mmp.test.monitor.Metrics;
import io.mmp.test.monitor.MetricsChange;
import io.mmp.test.monitor.PrometheusConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the running services tell their monitoring, and that scraping, alerts and the dashboard ask for nothing else. */
@Tag("e2e")
@EnabledIfVectorStore
@ChecklistItem("41.3")
class RagMonitoringTests {

    private static final Path MONITORING = Path.of("src/test/resources/rag/monitoring");

    @RegisterExtension
    static final RagFixture RAG = RagFixture.filled();

    @Test
    void each_request_is_counted_once_by_its_path_and_status() throws Exception {
        MetricsChange change = Metrics.during(RAG.system().rag().uri(), () -> {
            for (int i = 0; i < 5; i++) {
                RAG.client().search("pandas DataFrame", 5);
            }
            RAG.client().post("/api/v1/search/search", "{\"query\": 1}");
        });

        Map<String, String> search = Map.of("method", "POST", "path", "/api/v1/search/search");
        assertThat(change)
                .metric("http_requests_total", Map.of("path", "/api/v1/search/search", "status", "200"))
                .increasedBy(5);
        assertThat(change)
                .metric("http_requests_total", Map.of("path", "/api/v1/search/search", "status", "400"))
                .increasedBy(1);
        assertThat(change).metric("http_request_duration_seconds_count", search).increasedBy(6);
        assertThat(change.after()).hasAtMostSeriesEach(200).hasConventionalNames();
    }

    @Test
    void a_search_asks_for_one_embedding() throws Exception {
        MetricsChange change = Metrics.during(
                RAG.system().embedding().uri(), () -> RAG.client().search("pandas DataFrame", 5));

        assertThat(change)
                .metric("http_requests_total", Map.of("path", "/embed", "status", "200"))
                .increasedBy(1);
    }

    @Test
    void both_services_are_scraped_every_15_s() {
        assertThat(PrometheusConfig.read(MONITORING.resolve("prometheus.yml")))
                .scrapesEvery(Duration.ofSeconds(15))
                .hasJob("rag-server", "rag-server:8000")
                .hasJob("embedding-server", "embedding-server:8001");
    }

    @Test
    @ChecklistItem({"41.3", "41.4"})
    void alerts_and_panels_ask_for_what_the_services_expose() {
        assertThat(AlertRules.read(MONITORING.resolve("alerts.yml"))).refersOnlyTo(series());
        assertThat(Dashboard.read(MONITORING.resolve("dashboard.json"))).refersOnlyTo(series());
    }

    @Test
    @ChecklistItem("41.4")
    void an_alert_that_can_never_fire_is_found() {
        AlertRules rules = AlertRules.read(MONITORING.resolve("alerts-that-never-fire.yml"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(rules).refersOnlyTo(series()))
                .withMessageContaining(
                        "alerts-that-never-fire.yml:6, group 'rag', alert 'HighResponseTime': 'http_request_duration_seconds' is a histogram, which exposes only");
    }

    private static ExposedSeries series() {
        return ExposedSeries.of("rag-server", Metrics.scrape(RAG.system().rag().uri()))
                .with(
                        "embedding-server",
                        Metrics.scrape(RAG.system().embedding().uri()))
                .withJobsOf(PrometheusConfig.read(MONITORING.resolve("prometheus.yml")));
    }
}
