package io.mmp.test.system;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HealthCheck;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A service of a compose file.
 *
 * @param ports those inside the container
 */
record ComposeService(
        List<String> command,
        Map<String, String> environment,
        List<Integer> ports,
        @Nullable ComposeHealth health) {

    GenericContainer<?> container(DockerImageName image) {
        GenericContainer<?> container = new GenericContainer<>(image).withEnv(environment);
        if (!command.isEmpty()) {
            container.withCommand(command.toArray(String[]::new));
        }
        container.withExposedPorts(ports.toArray(Integer[]::new));
        if (health != null) {
            container.withCreateContainerCmdModifier(this::withHealth).waitingFor(Wait.forHealthcheck());
        }
        return container;
    }

    private void withHealth(CreateContainerCmd command) {
        ComposeHealth check = health;
        if (check != null) {
            command.withHealthcheck(new HealthCheck()
                    .withTest(check.test())
                    .withInterval(check.interval().toNanos())
                    .withTimeout(check.timeout().toNanos())
                    .withRetries(check.retries())
                    .withStartPeriod(check.startPeriod().toNanos()));
        }
    }
}
