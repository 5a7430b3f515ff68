package io.mmp.test.server;

import io.mmp.test.Internal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory of one fixture that is removed when it is closed, and when this JVM ends without closing it.
 *
 * <p>That holds for {@code kill -9} too, but not on Windows, where the next JVM removes what a killed one has left.
 *
 * <p>Only what was created here can be closed, and with it removed: there is none of another path.
 *
 * @since 0.1.0
 */
@Internal
public final class PrivateDirectory implements AutoCloseable {

    /** The directories of this JVM that are not closed yet, and who made them. */
    private static final Map<Path, String> OPEN = new ConcurrentHashMap<>();

    private final Path path;

    private PrivateDirectory(Path path) {
        this.path = path;
    }

    /**
     * Create an empty directory.
     *
     * @param name a part of its name
     * @throws UncheckedIOException if the temp directory cannot be written
     */
    public static PrivateDirectory create(String name) {
        try {
            Path path = Files.createTempDirectory(JvmDirectory.get(), name.replaceAll("[^\\w.-]", "_") + "-");
            OPEN.put(path, Owner.current());
            return new PrivateDirectory(path);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The directory of '%s' could not be created in %s: %s".formatted(name, JvmDirectory.parent(), e),
                    e);
        }
    }

    /** Return where it is. */
    public Path path() {
        return path;
    }

    /** Remove the directory and all that is in it. Closing it again has no effect. */
    @Override
    public void close() {
        if (OPEN.containsKey(path)) {
            remove(path);
            OPEN.remove(path);
        }
    }

    static Map<Path, String> open() {
        return new TreeMap<>(OPEN);
    }

    static void remove(Path directory) {
        try {
            DirectoryRemoval.remove(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Directory " + directory + " could not be removed: " + e, e);
        }
    }
}
