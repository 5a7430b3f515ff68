package io.mmp.test.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A container that nobody else gets, which a test stops, kills, pauses and starts again, on the same ports of the host.
 *
 * <pre>{@code
 * try (OwnContainer redis = OwnContainer.start(spec)) {
 *     redis.kill();
 *     redis.restart();
 * }
 * }</pre>
 *
 * <p>It is removed when it is closed, or when this JVM ends, {@code kill -9} included. {@link SharedContainers#attach} is for those that only use a container.
 *
 * @since 0.1.0
 */
public final class OwnContainer implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int LOG_LINES = 5_000;

    private final SharedContainer container;
    private final SortedMap<Integer, Integer> ports;
    private final DockerEngine docker;
    private String log = "";
    private boolean closed;

    private OwnContainer(SharedContainer container, SortedMap<Integer, Integer> ports, DockerEngine docker) {
        this.container = container;
        this.ports = ports;
        this.docker = docker;
    }

    /**
     * Start a container and wait until it is ready.
     *
     * @throws ContainerException if it cannot be started, or the daemon does not answer
     */
    public static OwnContainer start(ContainerSpec spec) {
        return start(spec, command -> {});
    }

    /**
     * Start a container that reaches others from inside, and wait until it is ready.
     *
     * @param others the containers by the names under which it finds them, on the ports that they have inside
     * @param texts changes each word of its command and each variable of its environment, {@code NAME=value}
     * @throws ContainerException if it cannot be started, or the daemon does not answer
     */
    public static OwnContainer start(
            ContainerSpec spec, Map<String, OwnContainer> others, UnaryOperator<String> texts) {
        return start(spec, new Wiring(others, texts));
    }

    /** Start a container whose creation is changed last by this. */
    static OwnContainer start(ContainerSpec spec, Consumer<CreateContainerCmd> changes) {
        DockerEngine docker = DockerEngine.find();
        StablePorts stable = new StablePorts();
        boolean started = false;
        try {
            SharedContainers.Own own = SharedContainers.startOwn(spec, stable.andThen(changes), stable::close);
            started = true;
            return new OwnContainer(own.container(), own.running().ports(), docker);
        } finally {
            if (!started) {
                stable.close();
            }
        }
    }

    /** Return its name in the specification. */
    public String name() {
        return container.name();
    }

    /** Return its id, as {@code docker ps --no-trunc} shows it. */
    public String id() {
        return container.id();
    }

    /** Return the host on which its ports are. */
    public String host() {
        return container.host();
    }

    /**
     * Return the port of the host that leads to this port of the container, also while it is stopped.
     *
     * @throws IllegalArgumentException if the container does not expose it
     */
    public int port(int containerPort) {
        return container.port(containerPort);
    }

    /** Return the host's port for each port that the container exposes. */
    public SortedMap<Integer, Integer> ports() {
        return ports;
    }

    /** Freeze all its processes: connections are accepted by the kernel, but not answered. */
    public void pause() {
        docker.order(id(), "pause");
    }

    /** Let a paused container go on. */
    public void resume() {
        docker.order(id(), "unpause");
    }

    /** End it at once with SIGKILL, as a crash would. */
    public void kill() {
        docker.order(id(), "kill");
    }

    /** Ask its main process to end, and kill it after ten seconds; what it wrote to its file system is kept for {@link #restart()}. */
    public void stop() {
        docker.stop(id(), GRACE);
    }

    /** Start it again if it does not run. It waits for nothing: what runs in it may not be ready yet. */
    public void restart() {
        docker.order(id(), "start");
    }

    /** Return its state in Docker's words: {@code running}, {@code paused}, {@code exited} or another, or {@code removed}. */
    public String state() {
        return docker.inspect(id())
                .map(described -> text(described.get("State"), "Status", "unknown"))
                .orElse("removed");
    }

    /** Return what its own health check of Docker says: {@code starting}, {@code healthy} or {@code unhealthy}, or {@code none} if it has none. */
    public String health() {
        return docker.inspect(id())
                .map(described -> described.get("State") instanceof Map<?, ?> state
                        ? text(state.get("Health"), "Status", "none")
                        : "none")
                .orElse("none");
    }

    private static String text(@Nullable Object map, String key, String otherwise) {
        return map instanceof Map<?, ?> members && members.get(key) instanceof String text ? text : otherwise;
    }

    /** Return its last 5,000 lines of output; still there when it is closed. */
    public synchronized String log() {
        return closed ? log : ContainerLog.text(docker.log(id(), LOG_LINES));
    }

    /** Stop the container and remove it. Closing it again does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            log = log();
            closed = true;
            container.close();
        }
    }
}
