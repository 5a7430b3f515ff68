package io.mmp.test.mlflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An open-source MLflow server registers at once, so that waiting can be seen only with a stub. */
class AwaitReadyTests {

    private static final String GET = "/api/2.0/mlflow/model-versions/get?name=fraud&version=3";

    private StubServer server;

    @BeforeEach
    void start_server() throws IOException {
        server = new StubServer();
    }

    @AfterEach
    void stop_server() {
        server.close();
    }

    @Test
    void a_pending_version_is_awaited() throws Exception {
        server.answering(GET, 200, version("PENDING_REGISTRATION", ""));
        CompletableFuture<ModelVersion> ready = CompletableFuture.supplyAsync(
                () -> MlflowRegistry.at(server.uri()).awaitReady("fraud", 3, Duration.ofSeconds(20)));
        await().until(() -> server.requests().size() >= 2);
        assertThat(ready).isNotDone();
        server.answering(GET, 200, version("READY", ""));
        assertThat(ready.get(20, TimeUnit.SECONDS).version()).isEqualTo(3);
    }

    @Test
    void a_failed_registration_ends_the_wait_with_its_reason() {
        server.answering(GET, 200, version("FAILED_REGISTRATION", "no space"));
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> MlflowRegistry.at(server.uri()).awaitReady("fraud", 3, Duration.ofMinutes(1)))
                .withMessage("Model version 'fraud/3' at %s has status FAILED_REGISTRATION: no space", server.uri());
    }

    @Test
    void a_version_that_stays_pending_is_reported() {
        server.answering(GET, 200, version("PENDING_REGISTRATION", ""));
        assertThatExceptionOfType(MlflowException.class)
                .isThrownBy(() -> MlflowRegistry.at(server.uri()).awaitReady("fraud", 3, Duration.ofMillis(300)))
                .withMessage("Model version 'fraud/3' at %s is still pending after PT0.3S", server.uri());
    }

    @Test
    void a_version_that_does_not_exist_ends_the_wait() {
        server.answering(GET, 404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"not found\"}");
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(() -> MlflowRegistry.at(server.uri()).awaitReady("fraud", 3, Duration.ofMinutes(1)))
                .withMessage(
                        "MLflow at %s answered GET mlflow/model-versions/get with 404 RESOURCE_DOES_NOT_EXIST: not found",
                        server.uri());
    }

    private static String version(String status, String message) {
        return Json.write(Map.of(
                "model_version",
                Map.of(
                        "name", "fraud",
                        "version", "3",
                        "current_stage", "None",
                        "status", status,
                        "status_message", message)));
    }
}
