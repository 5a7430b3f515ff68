package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Asks for a server of {@code CONTAINER} where there can be none. */
@Tag("integration")
class ContainerlessTests {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @Test
    void a_class_path_without_testcontainers_is_told_what_it_lacks() throws IOException {
        String without = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(CLASS_PATH)
                .filter(entry -> !entry.contains("testcontainers"))
                .collect(Collectors.joining(File.pathSeparator));

        assertThat(ContainerJvm.failure(without, Map.of()))
                .isEqualTo(
                        "org.junit.jupiter.api.extension.ExtensionConfigurationException: "
                                + "An MLflow server in a container needs org.testcontainers:testcontainers 2.x on the class path of the tests.");
    }

    @Test
    void a_machine_without_docker_is_told_what_it_lacks() throws IOException {
        assertThat(ContainerJvm.failure(CLASS_PATH, Map.of("DOCKER_HOST", "unix:///no/such/docker.sock")))
                .isEqualTo("io.mmp.test.container.ContainerException: The MLflow server did not start in a container: "
                        + "Docker does not answer at unix:///no/such/docker.sock (java.net.SocketException: No such file or directory)."
                        + " Start it, or set DOCKER_HOST to where it is.");
    }
}
