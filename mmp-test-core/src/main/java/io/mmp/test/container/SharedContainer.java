package io.mmp.test.container;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A lease of a shared container: it runs at least until this is closed or its JVM ends.
 *
 * @since 0.1.0
 */
public final class SharedContainer implements AutoCloseable {

    private static final int LOG_LINES = 5_000;
    private static final int LOG_CHARACTERS = 1 << 20;

    private final String name;
    private final RunningContainer running;
    private final Runnable end;
    private final AtomicBoolean closed = new AtomicBoolean();

    SharedContainer(String name, RunningContainer running, Runnable end) {
        this.name = name;
        this.running = running;
        this.end = end;
    }

    /** Return its name in the specification. */
    public String name() {
        return name;
    }

    /** Return its id, as {@code docker ps --no-trunc} shows it. */
    public String id() {
        return running.id();
    }

    /** Return the host on which its ports are. */
    public String host() {
        return running.host();
    }

    /**
     * Return the port of the host that leads to this port of the container.
     *
     * @throws IllegalArgumentException if the container does not expose it
     */
    public int port(int containerPort) {
        Integer port = running.ports().get(containerPort);
        if (port == null) {
            throw new IllegalArgumentException("Container '%s' exposes the ports %s, but not %s."
                    .formatted(name, running.ports().keySet(), containerPort));
        }
        return port;
    }

    /**
     * Return its last 5,000 lines of output, of these the last that make 1,048,576 characters; empty if it has been removed.
     *
     * @throws ContainerException if the daemon does not answer
     */
    public String log() {
        return ContainerLog.tail(ContainerLog.text(DockerEngine.find().log(id(), LOG_LINES)), LOG_CHARACTERS);
    }

    /**
     * Return the variables that its processes are started with, those of its image included; empty if it has been removed.
     *
     * @throws ContainerException if the daemon does not answer
     */
    public Map<String, String> environment() {
        return DockerEngine.find().inspect(id()).map(SharedContainer::variables).orElse(Map.of());
    }

    /** Return the variables in what the daemon tells of a container. */
    static Map<String, String> variables(Map<?, ?> described) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (described.get("Config") instanceof Map<?, ?> config && config.get("Env") instanceof List<?> all) {
            all.forEach(one -> {
                String[] parts = String.valueOf(one).split("=", 2);
                variables.put(parts[0], parts.length == 1 ? "" : parts[1]);
            });
        }
        return variables;
    }

    /**
     * Give the lease back; closing it again does nothing.
     *
     * <p>A container that nobody shares is stopped, with a grace of ten seconds, and gone when this returns.
     *
     * @throws ContainerException if nobody shares the container, and the daemon does not remove it
     */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            end.run();
        }
    }
}
