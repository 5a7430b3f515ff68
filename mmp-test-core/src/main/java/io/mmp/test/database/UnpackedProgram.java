package io.mmp.test.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.mmp.test.lock.LockException;
import io.mmp.test.lock.LockFile;
import io.mmp.test.server.ServerStartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Programs in the cache, in a directory whose name is the digest of what they were unpacked from.
 *
 * <p>They are unpacked under a lock, in a directory that gets its name when it is complete and its program has run.
 *
 * @param server what they run
 * @param packed where they come from
 * @param program the program that must be there and run
 * @param cache where the directory is
 */
record UnpackedProgram(String server, URL packed, String program, Path cache) {

    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(5);
    private static final String NEW = ".new-";

    /** What was read once is not read again by this JVM. */
    private static final Map<String, String> DIGESTS = new ConcurrentHashMap<>();

    /** Unpacks a stream. */
    interface Unpacking {
        void unpack(InputStream packed, Path directory) throws IOException;
    }

    /**
     * Return the directory; make it if it is not there.
     *
     * @throws ServerStartException if the cache cannot be written, what is packed is damaged, or its program does not run here
     */
    Path orUnpack(Unpacking unpacking) {
        Path directory =
                cache.resolve("%s-%s".formatted(server, DIGESTS.computeIfAbsent(packed.toString(), url -> digest())));
        if (Files.isExecutable(directory.resolve(program))) {
            return directory;
        }
        try {
            LockFile lock = LockFile.acquire(
                    directory.resolveSibling(directory.getFileName() + ".lock"), LOCK_TIMEOUT, "unpacking " + server);
            try {
                if (!Files.isExecutable(directory.resolve(program))) {
                    unpackAnew(directory, unpacking);
                }
                return directory;
            } finally {
                lock.close();
            }
        } catch (LockException | IOException | UncheckedIOException e) {
            throw failure(
                    "cannot be unpacked in %s: %s. Another directory can be named with mmp.cache.dir"
                            .formatted(cache, e instanceof LockException ? e.getMessage() : e),
                    e);
        }
    }

    private void unpackAnew(Path directory, Unpacking unpacking) throws IOException {
        removeLeftovers(directory);
        Path attempt = Files.createTempDirectory(cache, directory.getFileName() + NEW);
        try {
            try (InputStream in = packed.openStream()) {
                unpacking.unpack(in, attempt);
            }
            requireRuns(attempt.resolve(program));
            // PostgreSQL runs as another user where this one is root.
            Files.setPosixFilePermissions(attempt, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(attempt, directory, ATOMIC_MOVE);
        } finally {
            remove(attempt);
        }
    }

    /** Run it once: it may be for another C library than the machine's, and the directory may forbid to run programs. */
    private void requireRuns(Path file) throws IOException {
        String said;
        try {
            Process process = new ProcessBuilder(file.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            int code = process.waitFor();
            if (code == 0) {
                return;
            }
            said = "exit code %s. %s".formatted(code, said).strip();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("were not tried: interrupted", e);
        } catch (IOException e) {
            said = String.valueOf(e.getMessage());
        }
        throw failure(
                "do not run on this machine, where %s --version says: %s. Install what it needs, or the server itself"
                        .formatted(file.getFileName(), said),
                null);
    }

    /** Remove what JVMs have left that were killed while they unpacked, and what somebody has taken the program out of. */
    private void removeLeftovers(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            List<Path> left = files.filter(
                            file -> file.getFileName().toString().startsWith(directory.getFileName() + NEW))
                    .toList();
            for (Path each : left) {
                remove(each);
            }
        }
        remove(directory);
    }

    private static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> tree = Files.walk(directory)) {
                for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private String digest() {
        try (DigestInputStream in = new DigestInputStream(packed.openStream(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest()).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each JDK has it
        } catch (IOException e) {
            throw failure("cannot be read: " + e, e);
        }
    }

    private ServerStartException failure(String what, @Nullable Throwable cause) {
        return new ServerStartException(
                "Server '%s' cannot be started: the programs in %s %s.".formatted(server, packed, what), cause);
    }
}
