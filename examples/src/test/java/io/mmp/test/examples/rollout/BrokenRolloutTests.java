package io.mmp.test.examples.rollout;

import static io.mmp.test.rollout.RolloutAssertions.assertThat;
import static io.mmp.test.webhook.WebhookAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.rollout.RolloutResult;
import io.mmp.test.rollout.RolloutRun;
import io.mmp.test.rollout.RolloutStep;
import io.mmp.test.rollout.TrafficSplit;
import io.mmp.test.webhook.AlertIdentity;
import io.mmp.test.webhook.WebhookReceiver;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rollouts that do one thing wrong each, and how it shows. */
@Tag("integration")
@IsolatedMlflow
class BrokenRolloutTests {

    private static final String MODEL = "fraud";
    private static final List<String> USERS =
            IntStream.range(0, 60).mapToObj(i -> "user-" + i).toList();

    /** Anything that answers each request is a predictor here. */
    @AutoClose
    private final WebhookReceiver predictor = WebhookReceiver.start();

    @AutoClose
    private final WebhookReceiver alerts = WebhookReceiver.start();

    @Test
    void a_router_from_whose_canary_users_leave_when_it_grows() throws IOException {
        try (CanaryRouter router = router(UserHash.NOT_NESTED)) {
            RolloutResult rollout = run(router).run(step(0.25), step(0.5));

            assertThat(rollout).isComplete();
            assertThatThrownBy(() -> assertThat(rollout).isNested())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("was in the canary at 25 %, and not at 50 %");
        }
    }

    @Test
    void a_router_that_sends_users_elsewhere_after_a_restart() throws IOException {
        try (CanaryRouter router = router(UserHash.seededPerProcess());
                CanaryRouter restarted = router(UserHash.seededPerProcess())) {
            router.setRoutes(predictor.uri(), predictor.uri(), 0.5);
            restarted.setRoutes(predictor.uri(), predictor.uri(), 0.5);
            TrafficSplit<String> split = TrafficSplit.of("50 %", router::armOf, USERS);

            assertThat(split).isSticky();
            assertThatThrownBy(() -> assertThat(split).isStickyOverRestarts(1, () -> restarted::armOf))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("user-");
        }
    }

    @Test
    @NegativeControl("T16")
    void a_service_that_leaves_the_traffic_with_a_broken_canary() throws IOException {
        try (WebhookReceiver broken = WebhookReceiver.start();
                CanaryRouter router = router(UserHash.NESTED)) {
            broken.answerNext(IntStream.generate(() -> 500).limit(200).toArray());
            RolloutResult rollout = run(router)
                    .withWeight(share -> router.setRoutes(predictor.uri(), broken.uri(), share))
                    .withWeightReading(router::weight)
                    .withAlerts(alerts)
                    .run(step(0.5).withFault(Duration.ofMillis(50), () -> {}));

            assertThatThrownBy(() -> assertThat(rollout).isRolledBackWithin(Duration.ofSeconds(2)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(
                            "to be rolled back within 2 s of the fault, but its weight was never read as 0.");
        }
    }

    @Test
    @NegativeControl("T16")
    void an_alert_that_is_sent_again_though_it_was_accepted() {
        AlertSender sender = new AlertSender(alerts.uri());
        sender.send("rollback-1", "the canary failed");
        sender.send("rollback-1", "the canary failed");

        assertThatThrownBy(() -> assertThat(alerts)
                        .usingIdentity(AlertIdentity.ofField("id"))
                        .receivedExactlyOnce("rollback-1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'rollback-1' came 2 times: no. 1 with status 200, no. 2 with status 200");
    }

    @Test
    void an_alert_that_was_refused_is_sent_again() {
        alerts.answerNext(503, 500);

        new AlertSender(alerts.uri()).send("rollback-1", "the canary failed");

        assertThat(alerts).usingIdentity(AlertIdentity.ofField("id")).receivedExactlyOnce("rollback-1");
    }

    @Test
    void a_rollback_that_forgets_to_retire(MlflowTracking mlflow) throws IOException {
        Registered.productionAndStaging(mlflow, MODEL);
        MlflowRegistry registry = mlflow.registry();
        try (RolloutService service =
                new RolloutService(
                        registry,
                        MODEL,
                        Map.of(1, predictor.uri(), 2, predictor.uri()),
                        new AlertSender(alerts.uri()),
                        UserHash.NESTED) {
                    @Override
                    void retire(int version) {
                        // It forgets.
                    }
                }) {
            service.start(2);
            service.advance();
            service.advance();
            service.advance();
            service.complete();

            assertThatThrownBy(() -> assertThat(registry.searchVersions("name = 'fraud'"))
                            .filteredOn(version ->
                                    "production".equals(version.tags().get("state")))
                            .hasSize(1))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Expected size: 1 but was: 2");
            assertThat(service.candidates()).isEmpty();
        }
    }

    private CanaryRouter router(UserHash hash) throws IOException {
        return CanaryRouter.start(hash, predictor.uri(), () -> {});
    }

    private RolloutRun run(CanaryRouter router) {
        URI uri = router.uri();
        return RolloutRun.of(user -> Requests.prediction(uri, user))
                .withKeys(USERS)
                .withArmHeader("X-Arm")
                .withWeight(share -> router.setRoutes(predictor.uri(), predictor.uri(), share));
    }

    private static RolloutStep step(double share) {
        return RolloutStep.of(share).withRequests(60).withRate(200);
    }
}
