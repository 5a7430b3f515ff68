package io.mmp.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The private directory of one server, named {@code server-NAMESPACE-PID-START-N-NAME} after the JVM that owns it.
 *
 * <p>It is removed when the server is closed, by the sentinel when the JVM dies before, and by the next JVM when the sentinel died as well.
 */
final class ServerDirectory {

    static final Path PARENT =
            Path.of(System.getProperty("java.io.tmpdir"), "mmp-test-" + System.getProperty("user.name"));
    private static final String JVM = "server-%s-%d-%s-"
            .formatted(
                    processNamespace(),
                    ProcessHandle.current().pid(),
                    Proc.startTime(ProcessHandle.current().pid()));
    private static final Pattern NAME =
            Pattern.compile("server-(?<namespace>\\d*)-(?<pid>\\d+)-(?<start>\\d*)-\\d+-.*");
    private static final AtomicInteger NEXT = new AtomicInteger(1);

    private ServerDirectory() {}

    /** Create a directory with an empty {@code tmp} in it. */
    static Path create(String serverName) throws IOException {
        int number = NEXT.getAndIncrement();
        if (number == 1) {
            removeLeftovers(PARENT);
        }
        Path directory = PARENT.resolve(JVM + number + "-" + serverName);
        Files.createDirectories(directory.resolve("tmp"));
        return directory;
    }

    /** Remove the directories of JVMs of this process namespace that are gone. */
    static void removeLeftovers(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (Stream<Path> directories = Files.list(parent)) {
            directories.filter(ServerDirectory::ownerIsGone).forEach(ServerDirectory::delete);
        }
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("directory " + directory + " could not be removed", e);
        }
    }

    private static boolean ownerIsGone(Path directory) {
        Matcher name = NAME.matcher(directory.getFileName().toString());
        // Containers may share a temp directory, but a process id means nothing in another process namespace.
        return name.matches()
                && name.group("namespace").equals(processNamespace())
                && !Proc.startTime(Long.parseLong(name.group("pid"))).equals(name.group("start"));
    }

    private static String processNamespace() {
        return Proc.target(Proc.of(ProcessHandle.current().pid()).resolve("ns/pid"))
                .replaceAll("\\D", "");
    }
}
