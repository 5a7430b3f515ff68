package io.mmp.test.system;

import static java.util.Objects.requireNonNull;

import io.mmp.test.container.ContainerSpec;
import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ServerSpec;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes one service of a {@link ServiceGroup}: a process, a container, or one that runs already. A value: the {@code with} methods return
 * changed copies.
 *
 * <p>In the command and in the values of the environment {@code {uri:embedding}} stands for the address of the service {@code embedding},
 * {@code {host:embedding}} and {@code {port:embedding}} for parts of it; each of them makes it a dependency, which is healthy before this one is started.
 *
 * @since 0.1.0
 */
public final class Service {

    private static final Pattern NAME = Pattern.compile("[\\w.-]+");

    private final String name;
    private final Kind kind;
    private final @Nullable HealthCheck health;
    private final Set<String> declared;

    private Service(String name, Kind kind, @Nullable HealthCheck health, Set<String> declared) {
        if (!NAME.matcher(name).matches()) {
            throw new ServiceGroupException(
                    "Service name must be of letters, digits, '.', '_' and '-', but is '%s'.".formatted(name));
        }
        this.name = name;
        this.kind = kind;
        this.health = health;
        this.declared = declared;
    }

    /** Describe a process, which has the name of its specification. */
    public static Service of(ServerSpec spec) {
        return new Service(spec.name(), new OfProcess(spec), spec.health(), Set.of());
    }

    /**
     * Describe a container of its own. Other services reach it at the port that it exposes, of the scheme {@code http} unless {@link #withScheme} says otherwise; it is ready when that port is
     * served, and Docker's own health check, if the image has one, passes.
     *
     * <p>Containers that it is {@linkplain #withDependency told to depend on} are reached from inside by their names, and {@code {uri:name}} in its command and environment is replaced with that
     * address. A process of this machine cannot be reached from inside: it listens on the loopback.
     */
    public static Service of(String name, ContainerSpec spec) {
        return new Service(name, new OfContainer(requireNonNull(spec, "spec"), "http", 0), null, Set.of());
    }

    /**
     * Describe a service that runs already, and goes on when the group is closed. It answers {@code /health} if it speaks HTTP, and accepts connections if not, unless {@link #withHealth}
     * says otherwise.
     *
     * @throws ServiceGroupException if the address has no host, or no port that is known
     */
    public static Service at(String name, URI uri) {
        return at(name, uri, Duration.ofSeconds(10));
    }

    /**
     * Describe a service that runs already, as {@link #at(String, URI)} does, and has to be healthy within a time after the group asks it first; 10 s without.
     *
     * @throws ServiceGroupException if the address has no host, or no port that is known, or the time is not positive
     */
    public static Service at(String name, URI uri, Duration patience) {
        if (patience.isNegative() || patience.isZero()) {
            throw new ServiceGroupException("The time for service '%s' to become healthy must be positive, but is %s."
                    .formatted(name, patience));
        }
        if (uri.getHost() == null || uri.getScheme() == null || Addresses.port(uri) < 0) {
            throw new ServiceGroupException(
                    "Address '%s' of service '%s' has no %s: it must be like http://127.0.0.1:5000."
                            .formatted(
                                    Addresses.shown(uri),
                                    name,
                                    uri.getScheme() == null ? "scheme" : uri.getHost() == null ? "host" : "port"));
        }
        return new Service(
                name,
                new Elsewhere(uri, patience),
                uri.getScheme().startsWith("http") ? HealthCheck.http("/health") : HealthCheck.tcp(),
                Set.of());
    }

    /** Return a copy that is started when these services are healthy as well, whose addresses its command does not have. */
    public Service withDependency(String... names) {
        Set<String> all = new LinkedHashSet<>(declared);
        all.addAll(Arrays.asList(names));
        return new Service(name, kind, health, all);
    }

    /** Return a copy that is healthy when this check passes. */
    public Service withHealth(HealthCheck check) {
        Kind checked =
                kind instanceof OfProcess process ? new OfProcess(process.spec().withHealth(check)) : kind;
        return new Service(name, checked, check, declared);
    }

    /**
     * Return a copy of a container's description whose address has this scheme, such as {@code redis}.
     *
     * @throws ServiceGroupException if this is no container
     */
    public Service withScheme(String scheme) {
        OfContainer container = container("scheme");
        return new Service(name, new OfContainer(container.spec(), scheme, container.port()), health, declared);
    }

    /**
     * Return a copy of a container's description that is reached at this of the ports that it exposes.
     *
     * @throws ServiceGroupException if this is no container
     */
    public Service withPort(int containerPort) {
        OfContainer container = container("port");
        return new Service(
                name, new OfContainer(container.spec(), container.scheme(), containerPort), health, declared);
    }

    private OfContainer container(String what) {
        if (kind instanceof OfContainer container) {
            return container;
        }
        throw new ServiceGroupException("Service '%s' is no container: its %s is that of its %s."
                .formatted(name, what, kind instanceof OfProcess ? "ServerSpec" : "address"));
    }

    /** Return the name. */
    public String name() {
        return name;
    }

    /** Return the names of the services that it refers to or was told to depend on. */
    public Set<String> dependencies() {
        Set<String> all = new LinkedHashSet<>();
        texts().forEach(text -> all.addAll(References.in(text)));
        all.addAll(declared);
        return all;
    }

    private Stream<String> texts() {
        return kind instanceof OfProcess process
                ? Stream.concat(
                        process.spec().command().stream(),
                        process.spec().environment().values().stream().sorted())
                : Stream.of();
    }

    Kind kind() {
        return kind;
    }

    /** Return the check, or null for that of a container that has none of its own. */
    @Nullable
    HealthCheck health() {
        return health;
    }

    /** Return the name and what it is. */
    @Override
    public String toString() {
        return name + ": " + kind;
    }

    /** How it runs. */
    sealed interface Kind {}

    record OfProcess(ServerSpec spec) implements Kind {

        @Override
        public String toString() {
            return "process";
        }
    }

    record OfContainer(ContainerSpec spec, String scheme, int port) implements Kind {

        @Override
        public String toString() {
            return "container";
        }
    }

    record Elsewhere(URI uri, Duration patience) implements Kind {

        @Override
        public String toString() {
            return "at " + Addresses.shown(uri);
        }
    }
}
