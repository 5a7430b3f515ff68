package io.mmp.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory of one fixture that is removed when it is closed, and when this JVM ends without closing it.
 *
 * <p>On Linux that holds for {@code kill -9} too; elsewhere the next JVM removes what a killed one has left.
 *
 * @param path where it is
 */
public record PrivateDirectory(Path path) implements AutoCloseable {

    /**
     * Create an empty directory.
     *
     * @param name a part of its name
     * @throws UncheckedIOException if the temp directory cannot be written
     */
    public static PrivateDirectory create(String name) {
        try {
            return new PrivateDirectory(Files.createTempDirectory(JvmDirectory.get(), name + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The directory of '%s' could not be created in %s: %s".formatted(name, JvmDirectory.PARENT, e), e);
        }
    }

    /** Remove the directory and all that is in it. */
    @Override
    public void close() {
        remove(path);
    }

    static void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Directory " + directory + " could not be removed: " + e, e);
        }
    }
}
