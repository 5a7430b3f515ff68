package io.mmp.test.isolation;

import io.mmp.test.container.ContainerSpec;
import io.mmp.test.container.SharedContainer;
import io.mmp.test.container.SharedContainers;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Servers from the images of {@code .ci/images}, in containers that nobody else uses. */
final class ServerImages {

    static final String POSTGRES = "mmp-test/postgres:15";
    static final String REDIS = "mmp-test/redis:7";
    private static final int POSTGRES_PORT = 5432;
    private static final int REDIS_PORT = 6379;

    private ServerImages() {}

    static SharedContainer startPostgres() {
        return SharedContainers.startOwn(ContainerSpec.of(
                "postgres",
                POSTGRES,
                image -> new GenericContainer<>(image)
                        .withExposedPorts(POSTGRES_PORT)
                        .withEnv("POSTGRES_PASSWORD", "secret")
                        .withCommand("postgres", "-c", "fsync=off")
                        .waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 2))));
    }

    static SharedPostgres postgresIn(SharedContainer container) {
        return SharedPostgres.at(container.host(), container.port(POSTGRES_PORT), "postgres", "secret");
    }

    static SharedContainer startRedis() {
        return SharedContainers.startOwn(
                ContainerSpec.of("redis", REDIS, image -> new GenericContainer<>(image).withExposedPorts(REDIS_PORT)));
    }

    static SharedRedis redisIn(SharedContainer container) {
        return SharedRedis.at(container.host(), container.port(REDIS_PORT));
    }
}
