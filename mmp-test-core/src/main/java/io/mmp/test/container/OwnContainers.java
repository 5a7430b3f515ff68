package io.mmp.test.container;

import io.mmp.test.lock.LockFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The containers that the JVMs of this machine and user have started, as the daemon knows them by their labels.
 *
 * @param directory of the container that is looked after
 * @param scope of all of them
 * @param docker the daemon
 */
record OwnContainers(LeaseDirectory directory, String scope, DockerEngine docker) {

    private static final String SCOPE = "io.mmp.test.scope";
    private static final String KEY = "io.mmp.test.container";
    private static final String IDLE_MILLIS = "io.mmp.test.idle-millis";
    private static final Duration GRACE = Duration.ofSeconds(10);

    static OwnContainers of(LeaseDirectory directory, DockerEngine docker) {
        return new OwnContainers(directory, directory.scope(), docker);
    }

    /** Return the labels to start the container with. */
    Map<String, String> labels(Duration idleTime) {
        return Map.of(SCOPE, scope, KEY, directory.key(), IDLE_MILLIS, String.valueOf(idleTime.toMillis()));
    }

    /** Return a name that the daemon gives only once. */
    String containerName() {
        return "mmp-%s-%s".formatted(directory.key(), scope.substring(0, 8));
    }

    /** Return the container of the lease file if it is the one that runs, with the ports of the file. */
    Optional<RunningContainer> running() {
        Optional<RunningContainer> recorded = RunningContainer.read(directory.container());
        if (recorded.isPresent()) {
            for (Map<?, ?> found : own()) {
                if (isAlive(found) && isAt(found, recorded.get())) {
                    return recorded;
                }
            }
        }
        return Optional.empty();
    }

    /** Return where a container that has just been started is. */
    RunningContainer describe(String id, String host) {
        return own().stream()
                .filter(container -> id.equals(container.get("Id")))
                .map(container -> new RunningContainer(id, host, publishedPorts(container)))
                .findFirst()
                .orElseThrow(() -> new ContainerException(
                        "Testcontainers has started it on another daemon than the one at %s. Set DOCKER_HOST for both."
                                .formatted(docker.address()),
                        null));
    }

    private List<Map<?, ?>> own() {
        return docker.containers(Map.of(SCOPE, scope, KEY, directory.key()));
    }

    private static boolean isAlive(Map<?, ?> container) {
        Object state = container.get("State");
        return "running".equals(state) || "paused".equals(state); // somebody's test may have paused it
    }

    private static boolean isAt(Map<?, ?> container, RunningContainer recorded) {
        return recorded.id().equals(container.get("Id")) && recorded.ports().equals(publishedPorts(container));
    }

    static SortedMap<Integer, Integer> publishedPorts(Map<?, ?> container) {
        SortedMap<Integer, Integer> ports = new TreeMap<>();
        if (container.get("Ports") instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> port
                        && port.get("PrivatePort") instanceof BigDecimal exposed
                        && port.get("PublicPort") instanceof BigDecimal published) {
                    ports.put(exposed.intValue(), published.intValue());
                }
            }
        }
        return ports;
    }

    /** Stop the container gracefully, so that what runs in it can end in its own way, and remove it. */
    void end() {
        own().forEach(container -> docker.stop(String.valueOf(container.get("Id")), GRACE));
        remove();
    }

    /** Remove whatever there is of this container, and what is recorded of it. */
    void remove() {
        try {
            Files.deleteIfExists(directory.container());
            Files.deleteIfExists(directory.keep());
        } catch (IOException e) {
            throw new UncheckedIOException("Directory " + directory.path() + " cannot be used: " + e, e);
        }
        own().forEach(container -> docker.remove(String.valueOf(container.get("Id"))));
    }

    /** Send a janitor to each other container that has no lessee: theirs may have been killed too. */
    void sweep() {
        for (Map<?, ?> container : docker.containers(Map.of(SCOPE, scope))) {
            if (container.get("Labels") instanceof Map<?, ?> labels
                    && !directory.key().equals(labels.get(KEY))) {
                LeaseDirectory other = directory.sibling(String.valueOf(labels.get(KEY)));
                if (!Files.exists(other.keep()) && isFree(other)) {
                    Duration idleTime = Duration.ofMillis(Long.parseLong(String.valueOf(labels.get(IDLE_MILLIS))));
                    Janitor.start(other, idleTime).close();
                }
            }
        }
    }

    private static boolean isFree(LeaseDirectory other) {
        Optional<LockFile> lock = LockFile.tryAcquire(other.leaseLock());
        lock.ifPresent(LockFile::close);
        return lock.isPresent();
    }
}
