package io.mmp.test.examples.platform.drift;

import static io.mmp.test.drift.DriftAssertions.assertThat;
import static io.mmp.test.drift.DriftInjection.meanShift;
import static io.mmp.test.webhook.WebhookAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.examples.platform.drift.DriftMonitor.Fault;
import io.mmp.test.table.Table;
import io.mmp.test.webhook.AlertIdentity;
import io.mmp.test.webhook.WebhookReceiver;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows that the assertions reject services that watch for drift badly. */
class BrokenDriftMonitorTests {

    private static final Table REFERENCE = Payments.of(2_000, 1);

    @AutoClose
    private final WebhookReceiver alerts = WebhookReceiver.start();

    @AutoClose
    private final WebhookReceiver models = WebhookReceiver.start();

    @AutoClose
    private Trainer trainer;

    @BeforeEach
    void start() throws IOException {
        trainer = Trainer.start(models.uri());
    }

    private DriftMonitor start(Fault fault) throws IOException {
        return DriftMonitor.start(DriftMonitorClient.csv(REFERENCE), alerts.uri(), trainer.uri(), fault);
    }

    private void threeDriftedWindows(DriftMonitor monitor) throws Exception {
        DriftMonitorClient client = new DriftMonitorClient(monitor.uri());
        for (int day = 1; day <= 3; day++) {
            client.window(meanShift(0.5).apply(DriftMonitorTests.resampled(day), REFERENCE, day));
        }
    }

    @Test
    @NegativeControl("T09")
    void an_alert_for_each_window_is_one_too_many() throws Exception {
        try (DriftMonitor monitor = start(Fault.ALERTS_FOR_EACH_WINDOW)) {
            threeDriftedWindows(monitor);

            assertThatThrownBy(() -> assertThat(alerts)
                            .usingIdentity(AlertIdentity.ofField("id"))
                            .receivedExactlyOnce("drift-1"))
                    .hasMessageContaining("drift-1");
        }
    }

    @Test
    @NegativeControl("T09")
    void a_retraining_that_is_not_started_is_missed() throws Exception {
        try (DriftMonitor monitor = start(Fault.FORGETS_RETRAINING)) {
            threeDriftedWindows(monitor);

            assertThat(alerts).usingIdentity(AlertIdentity.ofField("id")).receivedExactlyOnce("drift-1");
            assertThatThrownBy(() -> assertThat(models)
                            .usingIdentity(AlertIdentity.ofField("id"))
                            .usingTimeout(Duration.ofMillis(100))
                            .receivedExactlyOnce("retraining-1"))
                    .hasMessageContaining("retraining-1");
        }
    }

    @Test
    @NegativeControl("T10")
    void a_fixed_threshold_alarms_at_resampled_rows_where_windows_are_small() throws Exception {
        try (DriftMonitor monitor = start(Fault.HAS_A_FIXED_THRESHOLD)) {
            DriftMonitorClient client = new DriftMonitorClient(monitor.uri());
            for (int day = 1; day <= 5; day++) {
                client.window(DriftMonitorTests.resampled(day)
                        .rows(IntStream.range(0, 50).toArray()));
            }

            assertThatThrownBy(() -> assertThat(alerts).receivedNothing()).hasMessageContaining("drift-1");
            assertThatThrownBy(() ->
                            assertThat(client).on(REFERENCE).usingRows(100, 100).falseAlarmRateAtMost(0.05))
                    .hasMessageContaining("the rate is above 5 % with 95 % confidence");
        }
    }

    @Test
    @NegativeControl("T09")
    void a_fixed_threshold_is_blind_where_windows_are_large() throws Exception {
        try (DriftMonitor monitor = start(Fault.HAS_A_FIXED_THRESHOLD)) {
            assertThatThrownBy(() -> assertThat(new DriftMonitorClient(monitor.uri()))
                            .on(REFERENCE)
                            .powerAtLeast(0.9, meanShift(0.2)))
                    .hasMessageContaining("the rate is above 10 % with 95 % confidence");
        }
    }
}
