package io.mmp.test.system;

import io.mmp.test.container.OwnContainer;
import io.mmp.test.fault.Fault;
import io.mmp.test.fault.FaultProxy;
import io.mmp.test.fault.Outage;
import io.mmp.test.server.ManagedServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.assertj.core.api.AssertProvider;

/**
 * Several services that run together, and do not outlive this JVM.
 *
 * <pre>{@code
 * try (ServiceGroup group = ServiceGroup.start(GroupSpec.of(
 *         Service.of(embedding), Service.of(rag.withEnvironment(Map.of("EMBEDDING_URL", "{uri:embedding}")))))) {
 *     assertThat(group).isHealthy();
 *     group.kill("embedding");
 * }
 * }</pre>
 *
 * <p>A service is started as soon as all that it depends on are healthy, and those that do not need each other at the same time. Addresses stay the same when services are stopped and started
 * again; what depends on one that is stopped is left alone. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ServiceGroup implements AutoCloseable, AssertProvider<ServiceGroupAssert> {

    /** How long a service may take for an answer about its health. */
    static final Duration PROBE = Duration.ofSeconds(5);

    private final Dependencies dependencies;
    private final boolean isProxied;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Links links = new Links();
    private volatile boolean closed;

    private ServiceGroup(Dependencies dependencies, boolean isProxied) {
        this.dependencies = dependencies;
        this.isProxied = isProxied;
        dependencies.services().forEach((name, service) -> members.put(name, new Member(service, runner(service))));
    }

    /**
     * Start all services and return when all are healthy.
     *
     * @throws ServiceGroupException if the description is wrong, before anything is started; or if a service cannot be started or does not become healthy: the message has the state of each, and
     *     nothing of them is left
     */
    public static ServiceGroup start(GroupSpec spec) {
        ServiceGroup group = new ServiceGroup(Dependencies.in(spec), spec.isProxied());
        try {
            new Startup(group.dependencies, group.members).run();
        } catch (RuntimeException | Error failure) {
            try {
                group.close();
            } catch (RuntimeException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
        return group;
    }

    private Runner runner(Service service) {
        String name = service.name();
        if (service.kind() instanceof Service.OfProcess process) {
            return new ProcessRunner(process.spec(), text -> References.replace(text, to -> address(name, to)));
        }
        if (service.kind() instanceof Service.OfContainer container) {
            UnaryOperator<String> addresses = text -> References.replace(text, to -> addressInside(name, to));
            return new ContainerRunner(name, container, () -> containers(service), addresses);
        }
        return new RemoteRunner(name, ((Service.Elsewhere) service.kind()).uri());
    }

    private URI address(String from, String to) {
        URI uri = member(to).uri();
        return isProxied ? links.address(from, to, uri) : uri;
    }

    private URI addressInside(String from, String to) {
        if (!dependencies.of().getOrDefault(from, Set.of()).contains(to)) {
            throw new ServiceGroupException(
                    "Container '%1$s' refers to '%2$s' and was not told to depend on it. Add withDependency(\"%2$s\") to its Service."
                            .formatted(from, to));
        }
        return member(to).runner().uriInside(to);
    }

    private Map<String, OwnContainer> containers(Service service) {
        Map<String, OwnContainer> containers = new LinkedHashMap<>();
        for (String name : service.dependencies()) {
            if (member(name).runner() instanceof ContainerRunner other) {
                containers.put(name, other.container());
            }
        }
        return containers;
    }

    /** Return the names of the services, each behind those that it depends on. */
    public Set<String> names() {
        return new LinkedHashSet<>(members.keySet());
    }

    /** Return the address of a service for the test, without a proxy; it stays the same, also while it is stopped. */
    public URI uri(String name) {
        return member(name).uri();
    }

    /**
     * Return the process of a service, for what only processes have, such as an id, and faults of their machine. It belongs to the group, which closes it.
     *
     * @throws ServiceGroupException if the service is no process of this group
     */
    public ManagedServer server(String name) {
        if (member(name).runner() instanceof ProcessRunner process) {
            return process.running();
        }
        throw new ServiceGroupException(
                "Service '%s' is no process of this group, so that it has no server.".formatted(name));
    }

    /** Return what has become of a service. */
    public ServiceState state(String name) {
        return member(name).state();
    }

    /** Return what a service has written so far; empty of one that runs elsewhere. Still there when the group is closed. */
    public String log(String name) {
        return member(name).log();
    }

    /** Return what all have written, service by service, with the name in front of each line: {@code rag | listening}. */
    public String logs() {
        return members.entrySet().stream()
                .flatMap(entry -> entry.getValue().log().lines().map(line -> entry.getKey() + " | " + line))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** Ask all services at the same time how they are, each for five seconds at most. */
    public List<ServiceHealth> health() {
        return health(PROBE);
    }

    List<ServiceHealth> health(Duration timeout) {
        return HealthRound.of(members.values(), timeout);
    }

    /** Start a service that was stopped or killed, or has exited, and wait until it is healthy; one that runs is left alone. */
    public void start(String name) {
        usable(name).start();
    }

    /** Stop a service and wait until it is gone; what depends on it goes on. */
    public void stop(String name) {
        usable(name).stop();
    }

    /** End a service at once with SIGKILL, as a crash would. */
    public void kill(String name) {
        usable(name).kill();
    }

    /** Pause a service: it takes connections, and does not answer. */
    public void pause(String name) {
        usable(name).pause();
    }

    /** Let a paused service go on. */
    public void resume(String name) {
        usable(name).resume();
    }

    /** Stop a service if it runs, start it again and wait until it is healthy. */
    public void restart(String name) {
        usable(name).restart();
    }

    /**
     * Return the proxy through which one service reaches another, to inject faults.
     *
     * @throws ServiceGroupException if the group has no proxies, or there is no such link
     */
    public FaultProxy link(String from, String to) {
        member(from);
        member(to);
        return links.find(from, to)
                .orElseThrow(() -> new ServiceGroupException(
                        isProxied
                                ? "There is no proxy from '%s' to '%s': a process must have {uri:%2$s} in its command or environment. There are: %s."
                                        .formatted(from, to, links.names())
                                : "There is no proxy from '%s' to '%s': start the group with GroupSpec.withFaultProxies()."
                                        .formatted(from, to)));
    }

    /** End the faults of all links. */
    public void heal() {
        links.heal();
    }

    /** Describe a service that is killed, and started again. */
    public Outage killed(String name) {
        usable(name);
        return Outage.of(name + " killed", () -> kill(name), () -> start(name));
    }

    /** Describe a service that is stopped, and started again. */
    public Outage stopped(String name) {
        usable(name);
        return Outage.of(name + " stopped", () -> stop(name), () -> start(name));
    }

    /** Describe a service that is paused, and goes on. */
    public Outage paused(String name) {
        usable(name);
        return Outage.of(name + " paused", () -> pause(name), () -> resume(name));
    }

    /** Describe a link that is cut, so that connections are refused, and mended. */
    public Outage cut(String from, String to) {
        return faulty(from, to, Fault.down());
    }

    /** Describe a link that has a fault for a while. */
    public Outage faulty(String from, String to, Fault fault) {
        FaultProxy proxy = link(from, to);
        Outage outage = Outage.of(proxy, fault);
        return Outage.of("link %s -> %s %s".formatted(from, to, fault), outage::strike, outage::mend);
    }

    private Member usable(String name) {
        Member member = member(name);
        if (closed) {
            throw new ServiceGroupException("The group of service '%s' is closed.".formatted(name));
        }
        return member;
    }

    private Member member(String name) {
        Member member = members.get(name);
        if (member == null) {
            throw new ServiceGroupException(
                    "The group has no service '%s'; it has %s.".formatted(name, String.join(", ", members.keySet())));
        }
        return member;
    }

    /** Stop all services, each after those that depend on it, and remove what they left. Closing the group again does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Walk walk = new Walk(name -> member(name).close());
        List<String> backwards = new ArrayList<>(members.keySet());
        Collections.reverse(backwards);
        walk.throughAll(backwards, dependencies::dependents);
        links.close();
        if (!walk.failures().isEmpty()) {
            ServiceGroupException failure = new ServiceGroupException("Services could not be stopped: "
                    + String.join(
                            "; ",
                            walk.failures().entrySet().stream()
                                    .map(entry -> entry.getKey() + ", "
                                            + entry.getValue().getMessage())
                                    .toList()));
            walk.failures().values().forEach(failure::addSuppressed);
            throw failure;
        }
    }

    /** Return assertions, for {@code assertThat(group)} of AssertJ. */
    @Override
    public ServiceGroupAssert assertThat() {
        return new ServiceGroupAssert(this);
    }

    /** Return the services and their states. */
    @Override
    public String toString() {
        return members.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().state())
                .collect(Collectors.joining(", ", "group of ", ""));
    }
}
