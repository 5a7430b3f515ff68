package io.mmp.test.container;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the JVMs with this temp directory have started, found without any help of theirs.
 *
 * @param temp the directory
 */
record SharedDirectory(Path temp) implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Return the containers, in any state, as the daemon describes them. */
    List<Map<?, ?>> containers() {
        try {
            Path scope = root().resolve("scope");
            return Files.exists(scope)
                    ? DockerEngine.find().containers(Map.of("io.mmp.test.scope", Files.readString(scope)))
                    : List.of();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    List<String> ids() {
        return containers().stream()
                .map(container -> String.valueOf(container.get("Id")))
                .toList();
    }

    /** Return the lease file of the container with this name. */
    Path leaseFile(String name) {
        return LeaseDirectory.in(
                        root(), LeaseDirectory.of(Redis.spec(name, Redis.IMAGE)).key())
                .container();
    }

    private Path root() {
        return temp.resolve("mmp-test-" + System.getProperty("user.name")).resolve("containers");
    }

    /** Return the shells and JVMs that wait for the end of a lease or remove a container. */
    List<ProcessHandle> janitors() {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String command = process.info().commandLine().orElse("");
                    return command.contains(Janitor.class.getName()) && command.contains(temp.toString());
                })
                .toList();
    }

    void awaitNoContainer() {
        await().atMost(SOON).until(() -> containers().isEmpty());
    }

    void awaitNoJanitor() {
        awaitJanitors(0);
    }

    void awaitJanitors(int count) {
        await().atMost(SOON).until(() -> janitors().size() == count);
    }

    /** Do what nobody does who is killed too. */
    void killJanitors() {
        janitors().forEach(janitor -> {
            List<ProcessHandle> sleeping = janitor.children().toList();
            janitor.destroyForcibly();
            sleeping.forEach(ProcessHandle::destroyForcibly);
        });
        awaitNoJanitor();
    }

    /** Leave nothing behind, whatever a test has found. */
    @Override
    public void close() {
        killJanitors();
        ids().forEach(DockerEngine.find()::remove);
    }

    /** Delete the directory, with everything in it. */
    void delete() throws IOException {
        try (Stream<Path> tree = Files.walk(temp)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
