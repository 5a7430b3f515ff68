package io.mmp.test.condition;

import io.mmp.test.Internal;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for programs in {@code PATH} and where those of servers are, which a normal user's {@code PATH} lacks. */
@Internal
public final class Executables {

    private static final List<String> USUAL =
            List.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin");

    private Executables() {}

    /** Return where a program is, by its name or by its path. */
    public static Optional<Path> find(String program) {
        return find(program, System.getenv().getOrDefault("PATH", ""));
    }

    static Optional<Path> find(String program, String path) {
        boolean isPath = program.contains("/") || program.contains(File.separator);
        Stream<Path> files = isPath
                ? pathOf(program).stream()
                : Stream.concat(
                                Pattern.compile(Pattern.quote(File.pathSeparator))
                                        .splitAsStream(path),
                                USUAL.stream())
                        // An empty entry would be the working directory, whose files nobody has put into PATH on
                        // purpose.
                        .filter(directory -> !directory.isBlank())
                        .flatMap(directory -> pathOf(directory).stream())
                        .flatMap(directory ->
                                Stream.of(program, program + ".exe").map(directory::resolve));
        return files.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Optional<Path> pathOf(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
