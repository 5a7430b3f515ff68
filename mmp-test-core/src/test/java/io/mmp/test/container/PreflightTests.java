package io.mmp.test.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTests {

    private static final String GATEWAY =
            "This machine has /.dockerenv, so Testcontainers takes it for a container and looks for ports at a gateway."
                    + " If the daemon runs here, set TESTCONTAINERS_HOST_OVERRIDE=localhost in the environment of the tests.";
    private static final String PRIVILEGED =
            "This machine cannot run privileged containers, and Testcontainers' Ryuk is one. Set"
                    + " TESTCONTAINERS_RYUK_CONTAINER_PRIVILEGED=false, or ryuk.container.privileged=false in testcontainers.properties"
                    + " on the class path.";
    private static final String IMAGE =
            "Testcontainers starts Ryuk from the image testcontainers/ryuk. Where that cannot be pulled, set"
                    + " TESTCONTAINERS_RYUK_DISABLED=true: shared containers are removed without it.";

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void full_capabilities() throws IOException {
        Files.createDirectories(root.resolve("proc/sys/kernel"));
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(root.resolve("proc/sys/kernel/cap_last_cap"), "40\n");
        boundingSet("000001ffffffffff");
    }

    @Test
    void a_usual_machine_is_told_about_the_image_of_ryuk_only() {
        assertThat(remedies()).containsExactly(IMAGE);
    }

    @Test
    void a_machine_without_ryuk_needs_nothing() {
        environment.put("TESTCONTAINERS_RYUK_DISABLED", "true");

        assertThat(remedies()).isEmpty();
    }

    @Test
    void a_machine_that_lacks_a_capability_is_told_to_run_ryuk_without_privileges() throws IOException {
        boundingSet("000001fffeffffff");

        assertThat(remedies()).containsExactly(PRIVILEGED, IMAGE);
        environment.put("TESTCONTAINERS_RYUK_CONTAINER_PRIVILEGED", "false");
        assertThat(remedies()).containsExactly(IMAGE);
    }

    @Test
    void the_properties_of_the_user_count() throws IOException {
        boundingSet("000001fffeffffff");
        Files.writeString(root.resolve(".testcontainers.properties"), "ryuk.container.privileged=false\n");

        assertThat(remedies()).containsExactly(IMAGE);
    }

    @Test
    void a_machine_that_looks_like_a_container_is_told_to_name_its_host() throws IOException {
        Files.createFile(root.resolve(".dockerenv"));

        assertThat(remedies()).containsExactly(GATEWAY, IMAGE);
        environment.put("TESTCONTAINERS_HOST_OVERRIDE", "localhost");
        assertThat(remedies()).containsExactly(IMAGE);
    }

    private List<String> remedies() {
        return new Preflight(root, environment, root).remedies();
    }

    private void boundingSet(String capabilities) throws IOException {
        Files.writeString(root.resolve("proc/self/status"), "Name:\tjava\nCapBnd:\t" + capabilities + "\n");
    }
}
