package io.mmp.test.examples.platform.drift;

import static io.mmp.test.drift.DriftAssertions.assertThat;
import static io.mmp.test.drift.DriftInjection.meanShift;
import static io.mmp.test.webhook.WebhookAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.drift.DriftCheck;
import io.mmp.test.drift.DriftInjection;
import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.platform.drift.DriftMonitor.Fault;
import io.mmp.test.table.Table;
import io.mmp.test.webhook.AlertIdentity;
import io.mmp.test.webhook.WebhookReceiver;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Judges the service that watches for drift, over HTTP: how often it errs, and what it does when it alarms. */
class DriftMonitorTests {

    private static final Table REFERENCE = Payments.of(2_000, 1);

    @AutoClose
    private final WebhookReceiver alerts = WebhookReceiver.start();

    @AutoClose
    private final WebhookReceiver models = WebhookReceiver.start();

    @AutoClose
    private Trainer trainer;

    @AutoClose
    private DriftMonitor monitor;

    private DriftMonitorClient client;

    @BeforeEach
    void start() throws IOException {
        trainer = Trainer.start(models.uri());
        monitor = DriftMonitor.start(DriftMonitorClient.csv(REFERENCE), alerts.uri(), trainer.uri(), Fault.NONE);
        client = new DriftMonitorClient(monitor.uri());
    }

    @Test
    @Tag("integration")
    @ChecklistItem("T10")
    void it_seldom_alarms_without_drift_and_finds_half_a_sigma_in_each_column() {
        assertThat(client)
                .on(REFERENCE)
                .usingRows(300, 300)
                .falseAlarmRateAtMost(0.05)
                .powerAtLeast(0.9, meanShift(0.5))
                .namesColumn(0.9, meanShift(0.5))
                .judgesEachPairAlone(meanShift(1));
    }

    @Test
    @ChecklistItem("T09")
    void a_drift_alerts_once_and_starts_one_training() throws Exception {
        for (int day = 1; day <= 3; day++) {
            client.window(resampled(day));
        }
        for (int day = 4; day <= 6; day++) {
            Table drifted = meanShift(0.5).on("amount").apply(resampled(day), REFERENCE, day);
            assertThat(client.window(drifted).columns()).containsExactly("amount");
        }

        assertThat(alerts).usingIdentity(AlertIdentity.ofField("id")).receivedExactlyOnce("drift-1");
        assertThat(models).usingIdentity(AlertIdentity.ofField("id")).receivedExactlyOnce("retraining-1");
    }

    @Test
    @ChecklistItem("T09")
    void a_second_episode_is_another_alert() throws Exception {
        client.window(meanShift(1).apply(resampled(1), REFERENCE, 1));
        client.window(resampled(2));
        client.window(meanShift(1).apply(resampled(3), REFERENCE, 1));

        assertThat(alerts).usingIdentity(AlertIdentity.ofField("id")).receivedExactlyOnce("drift-1", "drift-2");
        assertThat(models)
                .usingIdentity(AlertIdentity.ofField("id"))
                .receivedExactlyOnce("retraining-1", "retraining-2");
    }

    @Test
    @ChecklistItem("T10")
    void resampled_rows_alert_nobody() throws Exception {
        for (int day = 1; day <= 20; day++) {
            client.window(resampled(day));
        }

        assertThat(alerts).receivedNothing();
        assertThat(models).receivedNothing();
    }

    @Test
    @Tag("integration")
    void it_is_blind_to_columns_that_go_together_otherwise_which_the_joint_test_finds() {
        DriftInjection rotation = DriftInjection.rotation("amount", "hour", 90);

        assertThat(client).on(REFERENCE).usingRows(300, 300).usingTolerance(0.1).alarmRateAtMost(0.05, rotation);
        assertThat(DriftCheck.standard().withJointTest())
                .on(REFERENCE)
                .usingRows(300, 300)
                .usingTolerance(0.1)
                .powerAtLeast(0.9, rotation);
    }

    /** Draws a window from the reference, each row any number of times. */
    static Table resampled(long seed) {
        return REFERENCE.rows(
                new SplittableRandom(seed).ints(500, 0, REFERENCE.rowCount()).toArray());
    }
}
