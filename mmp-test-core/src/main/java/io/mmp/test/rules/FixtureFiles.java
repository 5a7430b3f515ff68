package io.mmp.test.rules;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds fixture files that nobody reads any more.
 *
 * <pre>{@code
 * FixtureFiles.in(Path.of("src/test/resources"))
 *         .readBy(Path.of("src/test/java"), Path.of("pom.xml"))
 *         .allowing("META-INF/**")
 *         .check();
 * }</pre>
 *
 * <p>A file is taken to be read if its name, or the path of a directory that it is in (two segments at least, or the name of one between quotes), stands in the
 * text of one of the readers or of another fixture file. So a name that a program puts together is not seen, and is to be allowed; and a file whose name stands
 * somewhere by accident, as {@code data.csv} may, is not found. A value: the methods return changed copies.
 *
 * @since 0.1.0
 */
public final class FixtureFiles {

    private final Path directory;
    private final List<Path> readers;
    private final List<String> allowed;

    private FixtureFiles(Path directory, List<Path> readers, List<String> allowed) {
        this.directory = directory;
        this.readers = List.copyOf(readers);
        this.allowed = List.copyOf(allowed);
    }

    /** Judge the files below a directory. */
    public static FixtureFiles in(Path directory) {
        return new FixtureFiles(directory, List.of(), List.of());
    }

    /** Return a copy that looks for names in these files too, and in all files below directories. */
    public FixtureFiles readBy(Path... more) {
        List<Path> all = new ArrayList<>(readers);
        all.addAll(List.of(more));
        return new FixtureFiles(directory, all, allowed);
    }

    /** Return a copy that lets files pass whose path in the directory matches one of these globs, such as {@code META-INF/**}. */
    public FixtureFiles allowing(String... globs) {
        List<String> all = new ArrayList<>(allowed);
        all.addAll(List.of(globs));
        return new FixtureFiles(directory, readers, all);
    }

    /**
     * Return the paths in the directory of files that nobody reads.
     *
     * @throws IllegalStateException if nobody could read them, for the directory or a reader is not there, or there is nothing in them
     */
    public List<String> unread() {
        List<Path> files = filesBelow(directory);
        List<Path> texts =
                readers.stream().flatMap(reader -> filesBelow(reader).stream()).toList();
        if (files.isEmpty() || texts.isEmpty()) {
            throw new IllegalStateException("There is nothing to judge: %s has %s files, and %s have %s."
                    .formatted(directory, files.size(), readers, texts.size()));
        }
        List<String> all = texts.stream().map(FixtureFiles::textOf).toList();
        Predicate<String> isAllowed = allowed.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .<Predicate<String>>map(matcher -> path -> matcher.matches(Path.of(path)))
                .reduce(path -> false, Predicate::or);
        return files.stream()
                .filter(file -> !isAllowed.test(pathOf(file)))
                .filter(file -> Stream.concat(
                                all.stream(),
                                files.stream()
                                        .filter(other -> !other.equals(file))
                                        .map(FixtureFiles::textOf))
                        .noneMatch(text -> names(text, file)))
                .map(this::pathOf)
                .sorted()
                .toList();
    }

    /**
     * Fail if there are files that nobody reads.
     *
     * @throws AssertionError if there are; it names all of them
     */
    public void check() {
        List<String> unread = unread();
        if (!unread.isEmpty()) {
            throw new AssertionError(
                    "Nobody reads %s of the files in %s: their names stand nowhere in %s. Delete them, or allow those whose names are put together.%n%s"
                            .formatted(
                                    unread.size(),
                                    directory,
                                    readers,
                                    unread.stream().map(path -> "  " + path).collect(joining(System.lineSeparator()))));
        }
    }

    private boolean names(String text, Path file) {
        if (text.contains(file.getFileName().toString())) {
            return true;
        }
        for (Path parent = directory.relativize(file).getParent(); parent != null; parent = parent.getParent()) {
            String path = unix(parent);
            if (path.contains("/") ? text.contains(path) : quoted(text, path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean quoted(String text, String path) {
        return text.contains("\"" + path + "\"") || text.contains("\"" + path + "/\"");
    }

    private String pathOf(Path file) {
        return unix(directory.relativize(file));
    }

    private static String unix(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static List<Path> filesBelow(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new IllegalStateException("%s cannot be read (%s).".formatted(path, e), e);
        }
    }

    private static String textOf(Path file) {
        try {
            // Any bytes are text so, and names are ASCII.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
