package io.mmp.test.monitor;

import static io.mmp.test.monitor.MonitorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** Asks for metrics as Prometheus does. */
class ScrapeTests {

    @Test
    void both_formats_are_read_compressed_or_not() {
        try (MetricsService service = MetricsService.start("# TYPE a counter\na 3\n")) {
            assertThat(Metrics.scrape(service.uri())).hasCounter("a").hasValue(3);
            assertThat(service.accepted)
                    .startsWith("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4");

            service.encoding = "";
            service.contentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            service.text = "# TYPE a counter\na_total 4\n# EOF\n";
            assertThat(Metrics.scrape(service.uri().resolve("/metrics")))
                    .hasCounter("a_total")
                    .hasValue(4);
        }
    }

    @Test
    void what_prometheus_would_not_take_is_told() {
        try (MetricsService service = MetricsService.start("a 1\n")) {
            URI uri = service.uri().resolve("/metrics");
            service.contentType = "";
            assertRefused(
                    uri,
                    "The metrics of %s have no Content-Type, which Prometheus 3 refuses. Let the service send 'text/plain; version=0.0.4; charset=utf-8', or 'application/openmetrics-text; version=1.0.0; charset=utf-8'.");
            service.contentType = "application/json";
            assertRefused(
                    uri,
                    "The metrics of %s have the Content-Type 'application/json', which Prometheus 3 refuses. Let the service send 'text/plain; version=0.0.4; charset=utf-8', or 'application/openmetrics-text; version=1.0.0; charset=utf-8'.");
            service.contentType = "application/openmetrics-text";
            assertRefused(
                    uri,
                    "The metrics of %s, line 1, column 4: OpenMetrics ends with a line '# EOF', which is missing: the text may have been cut off.%nThe line is: a 1");
            service.encoding = "br";
            assertRefused(uri, "The answer of %s is encoded with 'br', which was not asked for: gzip is understood.");
            assertThatExceptionOfType(MonitorException.class)
                    .isThrownBy(() -> Metrics.scrape(service.uri().resolve("/other")))
                    .withMessageStartingWith(
                            "The metrics of %s were answered with status 404: ",
                            service.uri().resolve("/other"));
        }
    }

    @Test
    void a_service_that_does_not_answer_is_told() {
        MetricsService service = MetricsService.start("");
        service.stop();

        assertThatExceptionOfType(MonitorException.class)
                .isThrownBy(() -> Metrics.scrape(service.uri()))
                .withMessageStartingWith(service.uri() + "/metrics does not answer (");
    }

    private static void assertRefused(URI uri, String message) {
        assertThatExceptionOfType(MonitorException.class)
                .isThrownBy(() -> Metrics.scrape(uri))
                .withMessage(message.replace("%n", System.lineSeparator()), uri);
    }
}
