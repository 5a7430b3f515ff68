package io.mmp.test.mlflow.client;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds the local files that an upload consists of. */
final class LocalFiles {

    private LocalFiles() {}

    /** Return the file, or refuse what is missing or not a file. */
    static Path file(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("'%s' cannot be uploaded: it %s"
                    .formatted(file, Files.exists(file) ? "is not a regular file" : "does not exist"));
        }
        return LocalNames.readable(file);
    }

    /** Return all files below a directory by their relative paths, with {@code /} between names. */
    static SortedMap<String, Path> below(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("'%s' cannot be uploaded: it %s"
                    .formatted(directory, Files.exists(directory) ? "is not a directory" : "does not exist"));
        }
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            Path root = directory.toRealPath();
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (Files.isDirectory(entry)) {
                    continue;
                }
                if (!file(entry).toRealPath().startsWith(root)) {
                    throw new IllegalArgumentException("'%s' cannot be uploaded: it is a link to '%s', outside of '%s'"
                            .formatted(entry, entry.toRealPath(), directory));
                }
                files.put(relative(directory, entry), entry);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return files;
    }

    private static String relative(Path directory, Path file) {
        return StreamSupport.stream(directory.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(joining("/"));
    }
}
