package io.mmp.test.python;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One attempt at an installation, in a directory of its own, so that nothing of one that was broken off gets into the next.
 *
 * @param directory where the virtual environment is made
 */
record Attempt(Path directory) {

    private static final Logger LOG = System.getLogger(Attempt.class.getName());
    private static final String PREFIX = "venv-";

    static Attempt beginIn(Path parent) throws IOException {
        return new Attempt(Files.createTempDirectory(parent, PREFIX));
    }

    /** Remove what earlier attempts have left, of which nobody knows any more. */
    static void removeAllIn(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .map(Attempt::new)
                    .forEach(Attempt::remove);
        }
    }

    /** Return the file that is locked by what runs for this attempt. */
    Path lock() {
        return directory.resolve("keeper.lock");
    }

    /** Let those use it who may read the directory above. */
    void complete() throws IOException {
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
            Set<PosixFilePermission> above = Files.getPosixFilePermissions(directory.resolveSibling(""));
            above.removeAll(Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
            permissions.addAll(above);
            Files.setPosixFilePermissions(directory, permissions);
        }
    }

    /** Remove it, unless something still runs for it or it is another user's: then it is left to a later attempt. */
    void remove() {
        try {
            if (!isInUse()) {
                removeTree();
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "What is left of an installation in " + directory + " stays there", e);
        }
    }

    private boolean isInUse() throws IOException {
        try (FileChannel channel = FileChannel.open(lock(), WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (NoSuchFileException nothingWasRun) {
            return false;
        }
    }

    private void removeTree() throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(directory)) {
            files = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
