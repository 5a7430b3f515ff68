package io.mmp.test.feast.engine;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where {@code .ci/engines} puts the files of engines, and the Java that they run on. */
final class EngineFiles {

    private EngineFiles() {}

    /** Return the directory of an engine, or abort the test with the reason. */
    static Path of(String name) throws IOException {
        Optional<Path> found = Optional.empty();
        Path cache = cache();
        if (Files.isDirectory(cache)) {
            try (Stream<Path> directories = Files.list(cache)) {
                found = directories
                        // Others are still being fetched.
                        .filter(directory -> directory.getFileName().toString().matches(name + "-\\d+(\\.\\d+)*"))
                        .max(Comparator.naturalOrder());
            }
        }
        return found.isPresent()
                ? found.get()
                : abort("%s is not in %s. Fetch it: .ci/engines %s".formatted(name, cache, name));
    }

    private static Path cache() {
        Map<String, String> environment = System.getenv();
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return environment.containsKey("MMP_CACHE_DIR")
                ? Path.of(environment.get("MMP_CACHE_DIR"))
                : Path.of(environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache"))
                        .resolve("mmp-test");
    }

    /** Return the program of a Java between two versions: that of this JVM, or another one of the machine; abort the test without. */
    static Path java(int oldest, int newest) throws IOException {
        int own = Runtime.version().feature();
        if (oldest <= own && own <= newest) {
            return Path.of(System.getProperty("java.home"), "bin", "java");
        }
        Path machine = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(machine)) {
            try (Stream<Path> homes = Files.list(machine)) {
                Optional<Path> found = homes.filter(home -> {
                            int version = version(home);
                            return oldest <= version && version <= newest;
                        })
                        .map(home -> home.resolve("bin" + File.separator + "java"))
                        .filter(Files::isExecutable)
                        .max(Comparator.naturalOrder());
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        return abort("there is no Java %s to %s in %s".formatted(oldest, newest, machine));
    }

    private static int version(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
