package io.mmp.test.monitor;

import static io.mmp.test.monitor.MonitorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what Prometheus scrapes. */
class PrometheusConfigTests {

    @TempDir
    Path directory;

    @Test
    void intervals_jobs_and_targets_are_judged() throws IOException {
        PrometheusConfig config = config("""
                global:
                  scrape_interval: 15s
                rule_files: [alerts.yml]
                scrape_configs:
                - job_name: rag-server
                  static_configs: [{targets: ['localhost:8000']}]
                - job_name: embedding-server
                  scrape_interval: 1m30s
                  static_configs: [{targets: ['localhost:8001']}, {targets: ['localhost:8002']}]
                """);

        assertThat(config.ruleFiles()).containsExactly("alerts.yml");
        assertThat(config)
                .hasJob("rag-server", "localhost:8000")
                .hasJob("embedding-server", "localhost:8002", "localhost:8001");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(config).scrapesEvery(Duration.ofSeconds(15)))
                .withMessage(
                        "%nExpecting %s to scrape each job every 15s, but:%n  line 7, job 'embedding-server': 90s",
                        config);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(config).hasJob("rag-servr"))
                .withMessage(
                        "%nExpecting %s to have the job 'rag-servr', but its jobs are [rag-server, embedding-server]. Did you mean 'rag-server'?",
                        config);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(config).hasJob("rag-server", "localhost:80"))
                .withMessage(
                        "%nExpecting the job 'rag-server' (%s:5) to scrape [localhost:80], but it scrapes [localhost:8000].",
                        config);
    }

    @Test
    void what_is_not_said_is_as_prometheus_has_it() throws IOException {
        PrometheusConfig config = config("scrape_configs: [{job_name: a}]\n");

        assertThat(config.jobs()).singleElement().satisfies(job -> {
            assertThat(job.scrapeInterval()).isEqualTo(Duration.ofMinutes(1));
            assertThat(job.path()).isEqualTo("/metrics");
            assertThat(job.scheme()).isEqualTo("http");
        });
        assertThatExceptionOfType(MonitorException.class)
                .isThrownBy(() -> config("scrape_configs: [{job_name: a}, {job_name: a}]\n"))
                .withMessage("%s:1: 'scrape_configs[1]' has the name of another job, 'a'.", config);
    }

    private PrometheusConfig config(String text) throws IOException {
        return PrometheusConfig.read(Files.writeString(directory.resolve("prometheus.yml"), text));
    }
}
