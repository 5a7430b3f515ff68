package io.mmp.test.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.lock.MachineDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The directory in which the JVMs of this machine and user agree on one container.
 *
 * <pre>{@code
 * <java.io.tmpdir>/mmp-test-<user>/containers/
 *   scope                   a random id: containers whose scope is another are not ours, whatever they are called
 *   <name>-<digest>/        or own-<name>-<random id>/, of a container that is not shared
 *     lease.lock            locked for reading by each JVM that has a lease
 *     start.lock            locked by the JVM that looks whether the container must be started
 *     container.properties  where the container is; written when it is ready
 *     keep                  there if the container is to stay
 *     last, janitor.log     of the janitors
 * }</pre>
 */
record LeaseDirectory(Path path) {

    /** How the names of containers begin that are not shared. */
    private static final String OWN = "own-";

    static LeaseDirectory of(ContainerSpec spec) {
        return in(root(), spec.name() + "-" + digest(spec.image()));
    }

    /** Return a new directory for a container that nobody else gets. */
    static LeaseDirectory ofOwn(ContainerSpec spec) {
        return in(root(), OWN + spec.name() + "-" + UUID.randomUUID());
    }

    static LeaseDirectory in(Path root, String key) {
        try {
            return new LeaseDirectory(Files.createDirectories(root.resolve(key)));
        } catch (IOException e) {
            throw new UncheckedIOException("Directory " + root.resolve(key) + " cannot be created: " + e, e);
        }
    }

    private static Path root() {
        return MachineDirectory.ofUser().resolve("containers");
    }

    /** Tell images apart; a cryptographic digest would cost each JVM 30 ms for its first use. */
    private static String digest(String image) {
        CRC32 crc = new CRC32();
        crc.update(image.getBytes(UTF_8));
        return Long.toHexString(crc.getValue());
    }

    String key() {
        return path.getFileName().toString();
    }

    /** Return the directory of another container of this machine and user. */
    LeaseDirectory sibling(String key) {
        return in(path.resolveSibling(""), key);
    }

    /** Tell whether nobody will come back to it. */
    boolean isOwn() {
        return key().startsWith(OWN);
    }

    /** Remove the directory, lock files included: only when nobody will come back to it. */
    void remove() {
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Directory " + path + " could not be removed: " + e, e);
        }
    }

    Path leaseLock() {
        return path.resolve("lease.lock");
    }

    Path startLock() {
        return path.resolve("start.lock");
    }

    Path container() {
        return path.resolve("container.properties");
    }

    Path keep() {
        return path.resolve("keep");
    }

    /**
     * Return the id that tells the containers of this directory from those of another machine on the same daemon: builds in containers
     * that share a daemon have directories of the same name.
     */
    String scope() {
        Path scope = path.resolveSibling("scope");
        try {
            if (!Files.exists(scope)) {
                Path written = Files.createTempFile(path, "scope", null);
                Files.writeString(written, UUID.randomUUID().toString());
                createIfMissing(scope, written);
            }
            return Files.readString(scope);
        } catch (IOException e) {
            throw new UncheckedIOException("File " + scope + " cannot be used: " + e, e);
        }
    }

    /** Put a file with its content there, unless another JVM was first. */
    private static void createIfMissing(Path file, Path content) throws IOException {
        try {
            Files.createLink(file, content);
        } catch (FileAlreadyExistsException another) {
            // its content counts
        } finally {
            Files.deleteIfExists(content);
        }
    }
}
