package io.mmp.test.lock;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A second user of this machine, as whom a JVM is started: one whose id no password file has. Needs root and {@code setpriv}.
 *
 * <p>What it runs is copied to where everybody can read it.
 */
public final class OtherUser implements AutoCloseable {

    public static final int ID = 61_234;

    private final Path shared;

    private OtherUser(Path shared) {
        this.shared = shared;
    }

    /** Abort the test, with the reason, where no other user can be had. */
    public static OtherUser require() throws IOException {
        assumeTrue(UserName.uid().equals(Optional.of(0)), "a second user can only be had by root");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not in /usr/bin");
        Path shared = Files.createTempDirectory("mmp-other-user");
        mode(shared, 0755);
        copy(LockFile.class, shared.resolve("main"));
        copy(OtherUser.class, shared.resolve("test"));
        return new OtherUser(shared);
    }

    /** Make a directory with these permissions. */
    public Path directory(int mode) throws IOException {
        return mode(Files.createTempDirectory(shared, "shared"), mode);
    }

    public static Path mode(Path path, int mode) throws IOException {
        return Files.setAttribute(path, "unix:mode", mode);
    }

    /** Return the command of a JVM that this user runs with this umask. */
    public List<String> java(String umask) {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups"));
        command.addAll(asRoot(umask));
        return command;
    }

    /** Return the command of a JVM that root runs with this umask. */
    public List<String> asRoot(String umask) {
        return List.of(
                "sh",
                "-c",
                "umask \"$1\"; shift; exec \"$@\"",
                "sh",
                umask,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                shared.resolve("main") + File.pathSeparator + shared.resolve("test"));
    }

    private static void copy(Class<?> type, Path target) throws IOException {
        try {
            Path source = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> tree = Files.walk(source)) {
                tree.forEach(path ->
                        copy(path, target.resolve(source.relativize(path).toString())));
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            if (Files.isDirectory(from)) {
                mode(Files.createDirectories(to), 0755);
            } else if (from.toString().endsWith(".class")) {
                mode(Files.copy(from, to), 0644);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> tree = Files.walk(shared)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
