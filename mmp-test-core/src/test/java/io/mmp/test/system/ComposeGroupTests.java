package io.mmp.test.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.container.EnabledIfDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs compose files. */
@Tag("e2e")
@EnabledIfDocker(image = ContainerGroupTests.IMAGE)
class ComposeGroupTests {

    @TempDir
    Path temp;

    @Test
    void the_services_of_a_file_find_each_other_by_name_and_are_healthy_by_their_own_check() throws IOException {
        Path file = Files.writeString(temp.resolve("compose.yml"), """
                services:
                  replica:
                    image: mmp-test/redis:7
                    command: redis-server --protected-mode no --replicaof cache 6379
                    ports: ["6380:6379"]
                    depends_on: [cache]
                    healthcheck:
                      test: [CMD, redis-cli, -h, cache, ping]
                      interval: 1s
                      retries: 30
                  cache:
                    image: mmp-test/redis:7
                    command: [redis-server, --protected-mode, "no", --repl-diskless-sync-delay, "0"]
                    expose: [6379]
                    healthcheck: {test: [CMD, redis-cli, ping], interval: 1s}
                """);
        try (ServiceGroup group = ServiceGroup.start(GroupSpec.compose(file))) {
            SystemAssertions.assertThat(group).isHealthy();
            assertThat(group.names()).containsExactly("cache", "replica");
            assertThat(group.health())
                    .extracting(ServiceHealth::answer)
                    .containsOnly("healthy by Docker's health check");
            assertThat(group.uri("replica").getPort()).isNotEqualTo(6380);

            group.kill("cache");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> SystemAssertions.assertThat(group).isHealthy())
                    .withMessageContaining("cache at " + group.uri("cache") + ": killed");
            group.start("cache");
            SystemAssertions.assertThat(group).isHealthyWithin(Duration.ofSeconds(60));
        }
    }
}
