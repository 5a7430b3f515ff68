package io.mmp.test.examples.rollout;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.rollout.RolloutAssertions.assertThat;
import static io.mmp.test.webhook.WebhookAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.fraud.EnabledIfLightGbmLoads;
import io.mmp.test.examples.rollout.Arm.Statistics;
import io.mmp.test.fixture.ServerFixture;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.rollout.ArmData;
import io.mmp.test.rollout.CanaryJudge;
import io.mmp.test.rollout.CanaryMetric;
import io.mmp.test.rollout.RolloutResult;
import io.mmp.test.rollout.RolloutRun;
import io.mmp.test.rollout.RolloutStep;
import io.mmp.test.rollout.Tolerance;
import io.mmp.test.rollout.TrafficSplit;
import io.mmp.test.webhook.AlertIdentity;
import io.mmp.test.webhook.WebhookReceiver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sends traffic to a canary while it is rolled out in steps, with two LightGBM models as processes. */
@Tag("e2e")
@IsolatedMlflow
@EnabledIfLightGbmLoads
class CanaryTrafficTests {

    @RegisterExtension
    static final ServerFixture V1 = ServerFixture.of(() -> FraudPredictor.spec("v1", 10));

    @RegisterExtension
    static final ServerFixture V2 = ServerFixture.of(() -> FraudPredictor.spec("v2", 40));

    private static final String MODEL = "fraud";
    private static final List<String> USERS =
            IntStream.range(0, 80).mapToObj(i -> "user-" + i).toList();

    private static final CanaryJudge JUDGE = CanaryJudge.of(
            CanaryMetric.rate(ArmData.ERRORS, Tolerance.absolute(0.05)),
            CanaryMetric.values(ArmData.LATENCY, "ms", Tolerance.absolute(50)));

    @AutoClose
    private final WebhookReceiver alerts = WebhookReceiver.start();

    private Map<String, Long> taken = Map.of();
    private MlflowRegistry registry;
    private RolloutService service;

    @BeforeEach
    void one_version_in_production_and_one_in_staging(MlflowTracking mlflow) throws Exception {
        Requests.get(V2.uri().resolve("/mend"));
        registry = mlflow.registry();
        Registered.productionAndStaging(mlflow, MODEL);
        service = new RolloutService(
                registry, MODEL, Map.of(1, V1.uri(), 2, V2.uri()), new AlertSender(alerts.uri()), UserHash.NESTED);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void a_user_gets_the_same_arm_at_each_call() {
        service.start(2);

        TrafficSplit<String> split = TrafficSplit.of("10 %", service.router()::armOf, USERS);

        assertThat(split).isSticky();
        RolloutResult rollout = run().run(step(0.10, 160));
        assertThat(rollout).isSticky();
        assertThat(USERS)
                .allSatisfy(user ->
                        assertThat(rollout.steps().get(0).split().armsOf(user)).isEqualTo(split.armsOf(user)));
    }

    @Test
    void the_canary_gets_its_share_of_the_users() {
        service.start(2);
        List<String> many =
                IntStream.range(0, 4_000).mapToObj(i -> "customer-" + i).toList();

        assertThat(TrafficSplit.of("10 %", service.router()::armOf, many)).hasShareWithin("canary", 0.10, 0.03);
    }

    @Test
    void statistics_are_collected_and_reset_at_each_step_and_lose_nothing() {
        service.start(2);

        RolloutResult rollout = run().withStatistics(this::takenStatistics)
                .withPredictions(CanaryTrafficTests::predictions)
                .run(step(0.10, 60), step(0.25, 60), step(0.50, 60), step(1, 60));

        assertThat(rollout).isComplete().countsEachRequest();
        assertThat(rollout.steps())
                .allSatisfy(step -> assertThat(step.statistics())
                        .hasValueSatisfying(counted -> assertThat(counted.get("canary"))
                                .isGreaterThanOrEqualTo(step.canary().requests())));
    }

    @Test
    void the_ramp_is_nested() {
        service.start(2);

        RolloutResult rollout = run().run(step(0.10, 80), step(0.25, 80), step(0.50, 80), step(1, 80));

        assertThat(rollout).isComplete().isNested().hasNoFailureOfStableArm();
        assertThat(service.router().weight()).isEqualTo(1);
    }

    @Test
    void a_success_rate_below_the_threshold_is_a_recommendation_with_a_reason() throws Exception {
        service.start(2);
        assertThat(service.recommendation()).isEqualTo("go on");
        Requests.get(V2.uri().resolve("/break"));

        List<String> inCanary = USERS.stream()
                .filter(user -> service.router().armOf(user).equals("canary"))
                .toList();

        for (String user : inCanary.subList(0, 2)) {
            assertThat(Requests.predict(service.router().uri(), user).arm()).isEqualTo("canary");
        }

        assertThat(service.recommendation())
                .isEqualTo("roll back: 2 of 2 requests to the canary failed, more than 5 %");
    }

    @Test
    void the_canary_is_compared_with_the_stable_version_and_a_slow_one_is_warned_of() {
        assertThat(RolloutService.warning(new Statistics(100, 0, 10), new Statistics(100, 0, 21)))
                .hasValue("the canary takes 2.1 times as long as the stable version");
        assertThat(RolloutService.warning(new Statistics(100, 0, 10), new Statistics(100, 0, 11)))
                .isEmpty();
    }

    @Test
    void degradation_at_50_percent_ends_the_rollout_and_the_old_model_stays() {
        service.start(2);
        RolloutResult rollout = run().withJudge(JUDGE)
                .run(
                        step(0.10, 60),
                        step(0.25, 60),
                        step(0.50, 120)
                                .withFault(
                                        Duration.ofMillis(100),
                                        () -> Requests.get(V2.uri().resolve("/slow"))),
                        step(1, 60));

        assertThat(rollout.stepsNotBegun()).extracting(RolloutStep::share).containsExactly(1.0);
        assertThat(rollout.steps().get(2).judgement())
                .hasValueSatisfying(
                        judgement -> assertThat(judgement).rollsBack().blames(ArmData.LATENCY));
        assertThat(rollout).hasNoFailureOfStableArm();
        assertThat(registry.model(MODEL)).hasAlias("production", 1);
        assertThat(service.canary()).isEmpty();
        assertThat(service.history()).last().isEqualTo("canary 2 aborted: the judge says so");
    }

    @Test
    @ChecklistItem("T16")
    void an_error_spike_takes_the_traffic_back_alerts_once_and_harms_nobody_else() {
        service.start(2);
        service.advance();

        RolloutResult rollout = run().withWeightReading(service.router()::weight)
                .withAlerts(alerts)
                .run(step(0.25, 400)
                        .withFault(
                                Duration.ofMillis(400),
                                () -> Requests.get(V2.uri().resolve("/break"))));

        assertThat(rollout)
                .isRolledBackWithin(Duration.ofSeconds(2))
                .hasNoFailureOfStableArm()
                .hasUnharmedStableArm(Duration.ofMillis(200));
        assertThat(alerts).usingIdentity(AlertIdentity.ofField("id")).receivedExactlyOnce("rollback-1");
        assertThat(registry.model(MODEL)).hasAlias("production", 1);
    }

    private RolloutRun run() {
        return RolloutRun.of(user -> Requests.prediction(service.router().uri(), user))
                .withKeys(USERS)
                .withArmHeader("X-Arm")
                .withWarmUp(10)
                .withWeight(this::bringTo);
    }

    /** Return what the service counted since the last call: it puts the figures of a step away when the next begins. */
    private Map<String, Long> takenStatistics() {
        Map<String, Long> total = new TreeMap<>();
        service.finishedSteps().forEach(step -> add(total, step));
        add(total, service.router().statistics());
        Map<String, Long> since = new TreeMap<>();
        total.forEach((arm, count) -> since.put(arm, count - taken.getOrDefault(arm, 0L)));
        taken = total;
        return since;
    }

    private static void add(Map<String, Long> total, Map<String, Statistics> step) {
        step.forEach((arm, counted) -> total.merge(arm, counted.requests(), Long::sum));
    }

    private static Map<String, Long> predictions() throws IOException, InterruptedException {
        return Map.of("stable", predictions(V1), "canary", predictions(V2));
    }

    private static long predictions(ServerFixture predictor) throws IOException, InterruptedException {
        return Long.parseLong(Requests.get(predictor.uri().resolve("/predictions")));
    }

    private void bringTo(double share) {
        if (share == 0) {
            service.abort("the judge says so");
        } else if (share != service.router().weight()) {
            service.advance();
            assertThat(service.router().weight()).isEqualTo(share);
        }
    }

    private static RolloutStep step(double share, int requests) {
        return RolloutStep.of(share).withRequests(requests).withRate(200);
    }
}
