package io.mmp.test.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Describes a group of services. A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class GroupSpec {

    private final List<Service> services;
    private final boolean proxied;

    private GroupSpec(List<Service> services, boolean proxied) {
        this.services = List.copyOf(services);
        this.proxied = proxied;
    }

    /** Describe a group of these services; their order has no meaning. */
    public static GroupSpec of(Service... services) {
        return new GroupSpec(Arrays.asList(services), false);
    }

    /**
     * Describe a group of the services of a compose file, as containers that find each other by their names.
     *
     * <p>Understood are {@code image}, {@code command}, {@code environment}, {@code ports} and {@code expose} (published on other, leased ports, so that two tests can run at once; the first
     * is the service's address), {@code depends_on} and {@code healthcheck}; a service finds those that it {@code depends_on}. All else is refused by name, and variables are not expanded. No {@code docker compose} is
     * needed, but {@code org.snakeyaml:snakeyaml-engine} and Testcontainers are, on the class path.
     *
     * @throws ServiceGroupException if the file cannot be read or has what is not understood, or snakeyaml-engine is not on the class path
     */
    public static GroupSpec compose(Path file) {
        try {
            return new GroupSpec(ComposeFile.read(file), false);
        } catch (NoClassDefFoundError e) {
            throw new ServiceGroupException(
                    "Compose files are read by org.snakeyaml:snakeyaml-engine, and run by org.testcontainers:testcontainers, but %s is not there: add it to the test class path."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /** Return a copy with these services as well. */
    public GroupSpec with(Service... more) {
        List<Service> all = new ArrayList<>(services);
        all.addAll(Arrays.asList(more));
        return new GroupSpec(all, proxied);
    }

    /**
     * Return a copy that has a {@link io.mmp.test.fault.FaultProxy} in each link: a service that refers to {@code {uri:embedding}} gets the address of its own proxy in front of
     * {@code embedding}, which {@link ServiceGroup#link} returns. Containers reach each other inside Docker, where there is none.
     */
    public GroupSpec withFaultProxies() {
        return new GroupSpec(services, true);
    }

    /** Return the services. */
    public List<Service> services() {
        return services;
    }

    boolean isProxied() {
        return proxied;
    }

    /** Return the services, a line each. */
    @Override
    public String toString() {
        return String.join(
                System.lineSeparator(), services.stream().map(Service::toString).toList());
    }
}
