package io.mmp.test.examples.rollout;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mmp.test.examples.fraud.EnabledIfLightGbmLoads;
import io.mmp.test.fixture.ServerFixture;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.webhook.WebhookReceiver;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promotes a canary to production and restores retired versions, on the embedded registry or the real one. */
@Tag("e2e")
@IsolatedMlflow
@EnabledIfLightGbmLoads
class PromotionAndRollbackTests {

    @RegisterExtension
    static final ServerFixture V1 = ServerFixture.of(() -> FraudPredictor.spec("v1", 10));

    @RegisterExtension
    static final ServerFixture V2 = ServerFixture.of(() -> FraudPredictor.spec("v2", 40));

    private static final String MODEL = "fraud";
    private static final List<String> USERS =
            IntStream.range(0, 80).mapToObj(i -> "user-" + i).toList();

    @AutoClose
    private final WebhookReceiver alerts = WebhookReceiver.start();

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
    void a_canary_starts_at_10_percent() {
        service.start(2);

        assertThat(service.router().weight()).isEqualTo(0.10);
        assertThat(registry.model(MODEL)).hasAlias("canary", 2).hasAlias("production", 1);
        assertThat(service.state(2)).isEqualTo("canary");
    }

    @Test
    void a_complete_canary_becomes_production_and_the_old_version_is_retired() throws Exception {
        rollOut(2);

        assertThat(registry.model(MODEL)).hasAlias("production", 2);
        assertThat(service.canary()).isEmpty();
        assertThat(service.state(2)).isEqualTo("production");
        assertThat(service.state(1)).isEqualTo("retired");
        assertThat(Requests.predict(service.router().uri(), "anyone").model()).isEqualTo("v2");
    }

    @Test
    void a_canary_that_has_not_all_traffic_cannot_be_completed() {
        service.start(2);
        service.advance();

        refused(service::complete, "Refused: the canary does not have all traffic.");
        assertThat(registry.model(MODEL)).hasAlias("production", 1).hasAlias("canary", 2);
    }

    @Test
    void an_aborted_canary_gets_nothing_and_production_stays() throws Exception {
        service.start(2);
        service.advance();

        service.abort("too slow");

        assertThat(service.router().weight()).isZero();
        assertThat(registry.model(MODEL)).hasAlias("production", 1);
        assertThat(service.canary()).isEmpty();
        assertThat(service.state(2)).isEqualTo("aborted");
        for (String user : USERS) {
            assertThat(Requests.predict(service.router().uri(), user).model()).isEqualTo("v1");
        }
    }

    @Test
    void an_emergency_rollback_restores_the_version_that_was_retired_last() throws Exception {
        String before = Requests.predict(service.router().uri(), "anyone").body();
        rollOut(2);
        assertThat(Requests.predict(service.router().uri(), "anyone").body()).isNotEqualTo(before);

        service.rollBack();

        assertThat(registry.model(MODEL)).hasAlias("production", 1);
        assertThat(service.state(2)).isEqualTo("retired");
        assertThat(Requests.predict(service.router().uri(), "anyone").body()).isEqualTo(before);
    }

    @Test
    void a_rollback_restores_the_version_that_is_named() {
        rollOut(2);
        service.rollBack();

        service.rollBackTo(2);

        assertThat(registry.model(MODEL)).hasAlias("production", 2);
        assertThat(service.state(1)).isEqualTo("retired");
    }

    @Test
    void the_candidates_for_a_rollback_are_the_retired_versions() {
        assertThat(service.candidates()).isEmpty();
        rollOut(2);
        assertThat(service.candidates()).containsExactly(1);
    }

    @Test
    void an_impossible_rollback_is_refused_and_changes_nothing() {
        refused(service::rollBack, "Refused: no version is retired.");
        refused(() -> service.rollBackTo(2), "Refused: version 2 is not retired.");
        rollOut(2);
        assertThat(service.whyNot(1)).isEmpty();
        assertThat(service.whyNot(2)).hasValue("version 2 is not retired");
        refused(() -> service.rollBackTo(7), "Refused: version 7 is not retired.");

        assertThat(registry.model(MODEL)).hasAlias("production", 2);
        assertThat(service.history()).last().isEqualTo("canary 2 complete, 1 retired");
    }

    @Test
    void the_history_is_only_appended_to() {
        rollOut(2);
        List<String> before = service.history();

        service.rollBack();

        assertThat(before)
                .containsExactly(
                        "canary 2 started at 10 %",
                        "canary 2 at 25 %", "canary 2 at 50 %", "canary 2 at 100 %", "canary 2 complete, 1 retired");
        assertThat(service.history()).startsWith(before.toArray(String[]::new)).endsWith("rolled back from 2 to 1");
    }

    private void rollOut(int version) {
        service.start(version);
        service.advance();
        service.advance();
        service.advance();
        service.complete();
    }

    private static void refused(ThrowingCallable command, String message) {
        assertThatIllegalStateException().isThrownBy(command).withMessage(message);
    }
}
