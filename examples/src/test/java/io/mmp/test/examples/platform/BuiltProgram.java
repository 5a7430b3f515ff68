package io.mmp.test.examples.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program that is on the {@code PATH}, or was built once into the cache by {@code .ci/go-programs}. */
public final class BuiltProgram {

    private BuiltProgram() {}

    /**
     * Return where it is, if it is there.
     *
     * @param build what {@code .ci/go-programs} calls it, such as {@code kubernetes}
     * @param program its file, such as {@code kube-apiserver}
     */
    public static Optional<Path> find(String build, String program) {
        return Stream.concat(onPath(program), built(build).map(directory -> directory.resolve(program)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> onPath(String program) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program));
    }

    private static Stream<Path> built(String build) {
        Path cache = cache();
        if (!Files.isDirectory(cache)) {
            return Stream.of();
        }
        Pattern name = Pattern.compile(Pattern.quote(build) + "-[0-9]+(\\.[0-9]+)*");
        try (Stream<Path> directories = Files.list(cache)) {
            return directories
                    .filter(directory ->
                            name.matcher(directory.getFileName().toString()).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path cache() {
        String named = System.getProperty("mmp.cache.dir");
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        if (named != null) {
            return Path.of(named);
        }
        return xdg.startsWith("/")
                ? Path.of(xdg, "mmp-test")
                : Path.of(System.getProperty("user.home"), ".cache/mmp-test");
    }
}
