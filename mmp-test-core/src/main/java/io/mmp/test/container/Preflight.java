package io.mmp.test.container;

import io.mmp.test.lock.MachineDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Tells what keeps Testcontainers 2.x from starting a container on a machine whose daemon answers.
 *
 * <p>Nothing of it can be set from here: Testcontainers reads the host and whether Ryuk runs from the environment only, and the rest from
 * there, from {@code ~/.testcontainers.properties} and from {@code testcontainers.properties} on the class path.
 *
 * @param root where {@code /proc} and {@code /.dockerenv} are
 * @param environment the variables of this JVM
 * @param home the user's directory
 */
record Preflight(Path root, Map<String, String> environment, Path home) {

    private static final String PROPERTIES = "testcontainers.properties";

    /** Look at this machine and return what helps, a line each, or an empty text. */
    static String advice() {
        return String.join(
                System.lineSeparator(),
                new Preflight(
                                Path.of("/"),
                                System.getenv(),
                                MachineDirectory.home().orElse(Path.of("/")))
                        .remedies());
    }

    List<String> remedies() {
        List<String> remedies = new ArrayList<>();
        if (Files.exists(root.resolve(".dockerenv")) && !environment.containsKey("TESTCONTAINERS_HOST_OVERRIDE")) {
            remedies.add(
                    "This machine has /.dockerenv, so Testcontainers takes it for a container and looks for ports at a gateway."
                            + " If the daemon runs here, set TESTCONTAINERS_HOST_OVERRIDE=localhost in the environment of the tests.");
        }
        if (!Boolean.parseBoolean(environment.get("TESTCONTAINERS_RYUK_DISABLED"))) {
            if (ryukIsPrivileged() && !mayGrantAllCapabilities()) {
                remedies.add("This machine cannot run privileged containers, and Testcontainers' Ryuk is one. Set"
                        + " TESTCONTAINERS_RYUK_CONTAINER_PRIVILEGED=false, or ryuk.container.privileged=false in testcontainers.properties"
                        + " on the class path.");
            }
            remedies.add(
                    "Testcontainers starts Ryuk from the image testcontainers/ryuk. Where that cannot be pulled, set"
                            + " TESTCONTAINERS_RYUK_DISABLED=true: shared containers are removed without it.");
        }
        return remedies;
    }

    private boolean ryukIsPrivileged() {
        String key = "ryuk.container.privileged";
        Properties properties = new Properties();
        try (InputStream shared = ClassLoader.getSystemResourceAsStream(PROPERTIES)) {
            if (shared != null) {
                properties.load(shared);
            }
            Path own = home.resolve("." + PROPERTIES);
            if (Files.exists(own)) {
                try (InputStream in = Files.newInputStream(own)) {
                    properties.load(in); // what the user says comes before the class path
                }
            }
        } catch (IOException e) {
            return true; // as Testcontainers takes it
        }
        return Boolean.parseBoolean(environment.getOrDefault(
                "TESTCONTAINERS_RYUK_CONTAINER_PRIVILEGED", properties.getProperty(key, "true")));
    }

    /** Tell whether the bounding set has every capability that the kernel knows; a container gets no other. */
    private boolean mayGrantAllCapabilities() {
        try {
            int last = Integer.parseInt(Files.readString(root.resolve("proc/sys/kernel/cap_last_cap"))
                    .strip());
            return Files.readAllLines(root.resolve("proc/self/status")).stream()
                    .filter(line -> line.startsWith("CapBnd:"))
                    .map(line ->
                            new BigInteger(line.substring("CapBnd:".length()).strip(), 16))
                    .allMatch(set -> set.bitCount() > last);
        } catch (IOException noLinux) {
            return true;
        }
    }
}
