package io.mmp.test.examples.readiness;

import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static io.mmp.test.readiness.ReadinessAssertions.assertThatHealth;

import io.mmp.test.fault.Outage;
import io.mmp.test.readiness.Configuration;
import io.mmp.test.readiness.EnvironmentContract;
import io.mmp.test.readiness.HostileRequests;
import io.mmp.test.readiness.LeakKind;
import io.mmp.test.readiness.ReadinessSpec;
import io.mmp.test.readiness.SafeText;
import io.mmp.test.readiness.SettingRule;
import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search service before it is deployed: its settings, its health, and what it tells strangers. */
@Tag("integration")
class DeploymentReadinessTests {

    private static final ReadinessSpec PRODUCTION = ReadinessSpec.requiring("LOG_LEVEL", SettingRule.equalTo("INFO"))
            .withRequired("METRICS_ENABLED", SettingRule.isTrue())
            .withRequired("HEALTH_CHECK_INTERVAL", SettingRule.number(30))
            .withRequired("DB_PASSWORD", SettingRule.secret());

    private static final String COMPOSE = """
            services:
              search:
                image: search:${VERSION:-1.0}
                environment:
                  LOG_LEVEL: INFO
                  METRICS_ENABLED: true
                  HEALTH_CHECK_INTERVAL: 30
                  DB_PASSWORD: ${DB_PASSWORD:?}
                healthcheck:
                  interval: 30s
                  timeout: 10s
                  retries: 3
            """;

    private static final String CONTRACT = """
            services:
              search:
                port: 8000
                health: {path: /health}
              store:
            """;

    private ManagedServer store;
    private ManagedServer search;

    @BeforeEach
    void start() {
        store = ManagedServer.start(program("store", 0));
        search = ManagedServer.start(program("search", store.port()));
    }

    @AfterEach
    void stop() {
        search.close();
        store.close();
    }

    @Test
    void the_settings_are_those_of_production(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("docker-compose.yml"), COMPOSE);

        Configuration compose = Configuration.ofCompose(file, Map.of("DB_PASSWORD", "kR7-wellen-11"));

        assertThat(compose)
                .meets(ReadinessSpec.empty()
                        .withHealthcheck("search", Duration.ofSeconds(30), Duration.ofSeconds(10), 3));
        assertThat(compose.section("services.search.environment")).meets(PRODUCTION);
    }

    @Test
    void its_health_turns_red_when_the_store_is_gone() {
        assertThatHealth(search.uri().resolve("/health")).turnsRedWhen(Outage.kill("store", store), "vectors");
    }

    @Test
    void the_stack_is_as_its_contract_says(@TempDir Path directory) throws IOException {
        EnvironmentContract contract =
                EnvironmentContract.read(Files.writeString(directory.resolve("contract.yaml"), CONTRACT));

        assertThat(contract).isSatisfiedBy(Map.of("search", search.uri(), "store", store.uri()));
    }

    @Test
    void it_tells_strangers_nothing() {
        URI uri = search.uri().resolve("/api/v1/search");

        assertThat(HostileRequests.to(uri)).usingInternalHosts("vectors").areAnsweredSafely();
        assertThat(SafeText.ofLog("search", search)).leaksNo(LeakKind.SECRET);
    }

    private static ServerSpec program(String name, int storePort) {
        return ServerSpec.of(
                        name,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SearchMain.class.getName(),
                        "{port}",
                        String.valueOf(storePort))
                .withHealth(HealthCheck.http("/alive"));
    }
}
