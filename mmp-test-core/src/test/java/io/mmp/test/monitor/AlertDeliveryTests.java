package io.mmp.test.monitor;

import static io.mmp.test.monitor.MonitorAssertions.assertThat;
import static io.mmp.test.webhook.WebhookAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.mmp.test.server.ManagedServer;
import io.mmp.test.webhook.AlertIdentity;
import io.mmp.test.webhook.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets a real Prometheus and a real Alertmanager bring an alert to a webhook. */
@Tag("e2e")
@EnabledIfPrometheus
class AlertDeliveryTests {

    private static final String RULES = """
            groups:
            - name: rag
              rules:
              - alert: ServiceDown
                expr: up == 0
                for: 1s
                labels: {severity: critical}
              - alert: Busy
                expr: queue_length > 10
            """;

    @TempDir
    Path directory;

    @Test
    void an_alert_arrives_exactly_once() throws IOException {
        Path rules = Files.writeString(directory.resolve("alerts.yml"), RULES);
        try (MetricsService service = MetricsService.start("# TYPE queue_length gauge\nqueue_length 3\n");
                WebhookReceiver receiver = WebhookReceiver.start();
                ManagedServer alertmanager = ManagedServer.start(
                        AlertmanagerServer.notifying(receiver.uri()).spec(directory));
                ManagedServer prometheus = ManagedServer.start(PrometheusServer.scraping("rag-server", service.uri())
                        .withRules(rules)
                        .withAlertmanager(alertmanager.uri())
                        .spec(directory))) {
            assertThat(AlertRules.read(rules))
                    .refersOnlyTo(ExposedSeries.of("rag-server", Metrics.scrape(service.uri())));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(PrometheusServer.query(prometheus.uri(), "up{job=\"rag-server\"}"))
                            .singleElement()
                            .satisfies(up -> assertThat(up.value()).isEqualTo(1)));

            service.stop();

            assertThat(receiver)
                    .usingIdentity(AlertIdentity.ofField("alerts.labels.alertname"))
                    .usingTimeout(Duration.ofSeconds(30))
                    .usingQuietPeriod(Duration.ofSeconds(3))
                    .receivedExactlyOnce("ServiceDown");
            assertThat(PrometheusServer.query(prometheus.uri(), "sum(ALERTS{alertname=\"ServiceDown\"})"))
                    .singleElement()
                    .satisfies(alerts -> assertThat(alerts.value()).isEqualTo(1));
            assertThatExceptionOfType(MonitorException.class)
                    .isThrownBy(() -> PrometheusServer.query(prometheus.uri(), "up ="))
                    .withMessageContaining("has answered the query 'up =' with status 400");
        }
    }

    @Test
    void an_alert_that_comes_again_and_again_is_found() throws IOException {
        Path rules = Files.writeString(directory.resolve("alerts.yml"), RULES);
        try (MetricsService service = MetricsService.start("# TYPE queue_length gauge\nqueue_length 30\n");
                WebhookReceiver receiver = WebhookReceiver.start();
                ManagedServer alertmanager = ManagedServer.start(AlertmanagerServer.notifying(receiver.uri())
                        .withRepeatInterval(Duration.ofSeconds(1))
                        .spec(directory));
                ManagedServer prometheus = ManagedServer.start(PrometheusServer.scraping("rag-server", service.uri())
                        .withRules(rules)
                        .withAlertmanager(alertmanager.uri())
                        .spec(directory))) {
            receiver.awaitDeliveries(2, Duration.ofSeconds(40));

            assertThat(prometheus.isAlive()).isTrue();
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(receiver)
                            .usingIdentity(AlertIdentity.ofField("alerts.labels.alertname"))
                            .receivedExactlyOnce("Busy"))
                    .withMessageMatching(
                            "(?s).*'Busy' came \\d+ times: no\\. 1 with status 200, no\\. 2 with status 200.*");
        }
    }

    @Test
    void a_down_service_is_told_after_a_minute_and_not_before() throws IOException {
        AlertRules rules = AlertRules.read(
                Files.writeString(directory.resolve("alerts.yml"), RULES.replace("for: 1s", "for: 1m")));
        AlertTest down = AlertTest.of(rules).withSeries("up{job=\"rag-server\"}", 0);

        assertThat(rules).passesPromtool();
        assertThat(down.expectPending("ServiceDown", Duration.ofSeconds(59))
                        .expectNotFiring("ServiceDown", Duration.ofSeconds(59))
                        .expectFiring("ServiceDown", Duration.ofMinutes(1))
                        .expectFiring("ServiceDown", Map.of("severity", "critical"), Duration.ofMinutes(3))
                        .expectNotFiring("Busy", Duration.ofMinutes(3)))
                .passes();
        assertThat(AlertTest.of(rules)
                        .withSeries("up{job=\"rag-server\"}", "0x58 1 0x200")
                        .expectNotFiring("ServiceDown", Duration.ofMinutes(1))
                        .expectFiring("ServiceDown", Duration.ofMinutes(2)))
                .passes();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(down.expectFiring("ServiceDown", Duration.ofSeconds(59))
                                .expectFiring("ServiceDown", Map.of("job", "x"), Duration.ofMinutes(2))
                                .expectPending("ServiceDown", Duration.ofMinutes(1))
                                .expectNotFiring("ServiceDown", Duration.ofMinutes(1))
                                .expectNotFiring("Busy", Duration.ofMinutes(1)))
                        .passes())
                .withMessage(
                        "%nExpecting the alerts of %s to be as expected, but of 5 expectations:%n"
                                + "  'ServiceDown' after 59s: expected firing, but it is pending%n"
                                + "  'ServiceDown' with {job=\"x\"} after 120s: expected firing, but it is inactive%n"
                                + "  'ServiceDown' after 60s: expected pending, but it is firing%n"
                                + "  'ServiceDown' after 60s: expected not firing, but it is firing",
                        rules);
    }

    @Test
    void what_promtool_refuses_is_told_in_its_words() throws IOException {
        AlertRules rules =
                AlertRules.read(Files.writeString(directory.resolve("alerts.yml"), RULES.replace("up == 0", "up ===")));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(rules).passesPromtool())
                .withMessageContaining("could not parse expression");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(AlertTest.of(rules)
                                .withSeries("up", 0)
                                .expectFiring("ServiceDown", Duration.ofSeconds(1)))
                        .passes())
                .withMessageContaining("could not parse expression");
    }
}
