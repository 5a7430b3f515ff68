package io.mmp.test.mlflow.embedded.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where a path below a root really leads, all links followed. What is there is read without following any more: when a part of the
 * path has become a link since, reading fails.
 *
 * @param root a real path
 * @param path a real path, the root or below it
 */
record RealPath(Path root, Path path) {

    /** Follow a path to its end; empty if that is not below the root. */
    static Optional<RealPath> of(Path root, Path path) throws IOException {
        Path real = path.toRealPath();
        return real.startsWith(root) ? Optional.of(new RealPath(root, real)) : Optional.empty();
    }

    /** Return what is there. */
    BasicFileAttributes attributes() throws IOException {
        Optional<SecureDirectory> top = SecureDirectory.of(root);
        if (top.isEmpty()) {
            return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        }
        try (SecureDirectory directory = top.get()) {
            Path relative = root.relativize(path);
            enterParent(directory, relative);
            return directory.attributes(nameOf(relative));
        }
    }

    /** Open the file that is there. */
    SeekableByteChannel open() throws IOException {
        Optional<SecureDirectory> top = SecureDirectory.of(root);
        if (top.isEmpty()) {
            return Files.newByteChannel(path, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
        }
        try (SecureDirectory directory = top.get()) {
            Path relative = root.relativize(path);
            enterParent(directory, relative);
            return directory.open(nameOf(relative));
        }
    }

    /** Return what is in the directory that is there, by name; links are not followed. */
    Map<Path, BasicFileAttributes> entries() throws IOException {
        Map<Path, BasicFileAttributes> entries = new HashMap<>();
        Optional<SecureDirectory> top = SecureDirectory.of(root);
        if (top.isEmpty()) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
                for (Path entry : stream) {
                    entries.put(nameOf(entry), Files.readAttributes(entry, BasicFileAttributes.class, NOFOLLOW_LINKS));
                }
            }
            return entries;
        }
        try (SecureDirectory directory = top.get()) {
            directory.enter(root.relativize(path));
            for (Path name : directory.names()) {
                try {
                    entries.put(name, directory.attributes(name));
                } catch (NoSuchFileException deletedSince) {
                    // As if it had been deleted before.
                }
            }
        }
        return entries;
    }

    private static void enterParent(SecureDirectory directory, Path relative) throws IOException {
        Path parent = relative.getParent();
        if (parent != null) {
            directory.enter(parent);
        }
    }

    private static Path nameOf(Path path) {
        return Objects.requireNonNull(path.getFileName());
    }
}
