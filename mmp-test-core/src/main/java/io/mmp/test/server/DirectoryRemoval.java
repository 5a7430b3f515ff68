package io.mmp.test.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Removes a directory that others may still change: a janitor that removes it too, a process on its way out that removes its socket or
 * writes a last file.
 */
final class DirectoryRemoval extends SimpleFileVisitor<Path> {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private DirectoryRemoval() {}

    static void remove(Path directory) throws IOException {
        try {
            removeOnce(directory);
        } catch (DirectoryNotEmptyException stillWritten) {
            removeRepeatedly(directory);
        }
    }

    private static void removeRepeatedly(Path directory) throws IOException {
        try {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(PATIENCE)
                    .ignoreException(DirectoryNotEmptyException.class)
                    .until(() -> removeOnce(directory));
        } catch (ConditionTimeoutException e) {
            removeOnce(directory); // for its own error, should it fail again
        }
    }

    private static boolean removeOnce(Path directory) throws IOException {
        Files.walkFileTree(directory, new DirectoryRemoval());
        return true;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
        if (failure != null) {
            throw failure;
        }
        Files.deleteIfExists(directory);
        return FileVisitResult.CONTINUE;
    }
}
