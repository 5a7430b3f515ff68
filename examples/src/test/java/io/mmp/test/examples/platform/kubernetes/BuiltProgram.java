package io.mmp.test.examples.platform.kubernetes;

import io.mmp.test.lock.MachineDirectory;
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
final class BuiltProgram {

    private BuiltProgram() {}

    /**
     * Return where it is, if it is there.
     *
     * @param build what {@code .ci/go-programs} calls it, such as {@code kubernetes}
     * @param program its file, such as {@code kube-apiserver}
     */
    static Optional<Path> find(String build, String program) {
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
        Optional<Path> cache = Optional.ofNullable(System.getProperty("mmp.cache.dir"))
                .map(Path::of)
                .or(MachineDirectory::cache);
        if (cache.filter(Files::isDirectory).isEmpty()) {
            return Stream.of();
        }
        Pattern name = Pattern.compile(Pattern.quote(build) + "-[0-9]+(\\.[0-9]+)*");
        try (Stream<Path> directories = Files.list(cache.get())) {
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
}
