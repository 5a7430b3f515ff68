package io.mmp.test.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import io.mmp.test.lock.LockFile;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Shares containers of Testcontainers among the JVMs of this machine and user: forks, modules, builds.
 *
 * <pre>{@code
 * SharedContainer redis = SharedContainers.attach(ContainerSpec.of(
 *         "redis", "redis:7", image -> new GenericContainer<>(image).withExposedPorts(6379)));
 * }</pre>
 *
 * <p>The first that asks starts the container, while the others wait for it; later ones read from a file where it is and ask the daemon
 * whether it still runs there, which takes milliseconds and no Docker client. Each has a lease. The container is removed after the idle
 * time when the last lease has been closed or its JVM has ended, {@code kill -9} included; with {@code MMP_KEEP_CONTAINERS} set in the
 * environment of one of them it stays until somebody removes it by hand. One that was removed or restarted meanwhile is started anew.
 *
 * <p>Testcontainers' Ryuk has no part in that, and Testcontainers' own reuse need not be enabled. Ports are published on 127.0.0.1 of the
 * daemon's machine, which must be this one. Needs {@code sh}; a JVM with several class loaders should attach in one of them.
 *
 * @since 0.1.0
 */
public final class SharedContainers {

    /** A start may pull an image. */
    private static final Duration LONGEST_START = Duration.ofMinutes(10);

    private SharedContainers() {}

    /**
     * Lease the container, starting it if it is not there.
     *
     * @throws ContainerException if it cannot be started, or the daemon does not answer
     */
    public static SharedContainer attach(ContainerSpec spec) {
        DockerEngine docker = DockerEngine.find();
        LeaseDirectory directory = LeaseDirectory.of(spec);
        OwnContainers containers = OwnContainers.of(directory, docker);
        // Before anything else: from here on the container is not removed, and one that is left half started is.
        Lease lease = Lease.take(spec, directory);
        boolean attached = false;
        try {
            Optional<RunningContainer> running = containers.running();
            SharedContainer container = new SharedContainer(
                    spec.name(), running.isPresent() ? running.get() : startOnce(spec, containers), lease::close);
            Lease.keepIfWanted(directory);
            attached = true;
            return container;
        } finally {
            if (!attached) {
                lease.close();
            }
        }
    }

    /**
     * Start a container that nobody else gets, whatever its name and image; it is removed when it is closed, or when this JVM ends.
     *
     * @throws ContainerException if it cannot be started, or the daemon does not answer
     */
    public static SharedContainer startOwn(ContainerSpec spec) {
        return startOwn(spec, command -> {}, () -> {}).container();
    }

    /** Start one whose creation is changed last by something, which is ended with it. */
    static Own startOwn(ContainerSpec spec, Consumer<CreateContainerCmd> changes, Runnable afterwards) {
        ContainerSpec own = spec.withIdleTime(Duration.ZERO);
        DockerEngine docker = DockerEngine.find();
        docker.ping(); // before there is anything that needs it to be removed
        OwnContainers containers = OwnContainers.of(LeaseDirectory.ofOwn(own), docker);
        Lease lease = Lease.take(own, containers.directory());
        boolean started = false;
        try {
            RunningContainer running = new ContainerStart(own, containers, changes).run();
            SharedContainer container = new SharedContainer(own.name(), running, () -> {
                try {
                    end(containers, lease);
                } finally {
                    afterwards.run();
                }
            });
            started = true;
            return new Own(container, running);
        } finally {
            if (!started) {
                end(containers, lease);
            }
        }
    }

    /** A container that nobody shares, and where it runs. */
    record Own(SharedContainer container, RunningContainer running) {}

    private static void end(OwnContainers containers, Lease lease) {
        try (lease) { // its janitor is left to do what fails here
            containers.end();
            lease.dismiss();
            containers.directory().remove();
        }
    }

    private static RunningContainer startOnce(ContainerSpec spec, OwnContainers containers) {
        String purpose = "start of container '" + spec.name() + "'";
        LockFile alone = LockFile.acquire(containers.directory().startLock(), LONGEST_START, purpose);
        try {
            return containers.running().orElseGet(() -> new ContainerStart(spec, containers).run());
        } finally {
            alone.close();
        }
    }
}
