package io.mmp.test.examples.rag.deployment;

import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.readiness.Configuration;
import io.mmp.test.readiness.ReadinessSpec;
import io.mmp.test.readiness.SettingRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings with which the RAG system would go into production. */
@ChecklistItem("43.3")
class RagDeploymentTests {

    private static final Path PRODUCTION = Path.of("src/test/resources/rag/deployment/production.yml");

    private static final ReadinessSpec SETTINGS = ReadinessSpec.requiring("LOG_LEVEL", SettingRule.oneOf("INFO"))
            .withRequired("METRICS_ENABLED", SettingRule.isTrue())
            .withRequired("HEALTH_CHECK_INTERVAL", SettingRule.number(30));

    private static final Map<String, String> OPERATORS = Map.of(
            "EMBEDDING_IMAGE", "rag/embedding:1.0",
            "GENERATION_IMAGE", "rag/generation:1.0",
            "RAG_IMAGE", "rag/server:1.0",
            "VECTORS_PASSWORD_FILE", "/etc/rag/vectors_password");

    @ParameterizedTest
    @ValueSource(strings = {"embedding-server", "generation-server", "rag-server"})
    void each_service_has_the_settings_of_production(String service) {
        assertThat(Configuration.ofCompose(PRODUCTION, OPERATORS).section("services." + service + ".environment"))
                .meets(SETTINGS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vectors", "embedding-server", "generation-server", "rag-server"})
    void each_service_is_checked_every_30_s_for_10_s_three_times(String service) {
        assertThat(Configuration.ofCompose(PRODUCTION, OPERATORS)).meets(checked(service));
    }

    /** A negative control: each change is one that is made in haste. */
    @Test
    void what_differs_is_told_with_its_place_and_remedy(@TempDir Path directory) throws IOException {
        Path broken = Files.writeString(
                directory.resolve("production.yml"),
                Files.readString(PRODUCTION)
                        .replace("LOG_LEVEL: INFO", "LOG_LEVEL: DEBUG")
                        .replace("METRICS_ENABLED", "METRIC_ENABLED")
                        .replace("interval: 30s", "interval: 5m"));
        Configuration configuration = Configuration.ofCompose(broken, OPERATORS);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(configuration.section("services.rag-server.environment"))
                        .meets(SETTINGS))
                .withMessageContaining("2 violations")
                .withMessageContaining("'LOG_LEVEL' is 'DEBUG', but must be 'INFO'. Set it to 'INFO'.")
                .withMessageContaining("METRICS_ENABLED' is missing")
                .withMessageContaining("did you mean that?");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(configuration).meets(checked("rag-server")))
                .withMessageContaining("'services.rag-server.healthcheck.interval' is '5m', but must be");
    }

    private static ReadinessSpec checked(String service) {
        return ReadinessSpec.empty().withHealthcheck(service, Duration.ofSeconds(30), Duration.ofSeconds(10), 3);
    }
}
