package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that {@code .ci/go-programs} builds, from the path or from where that puts it. */
record GoProgram(Path file) {

    /** What a run has printed, standard error last. */
    record Run(int status, String output) {}

    static GoProgram find(String name) throws IOException {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path file = Path.of(directory, name);
            if (!directory.isEmpty() && Files.isExecutable(file)) {
                return new GoProgram(file);
            }
        }
        Optional<Path> cached = cached(name);
        return new GoProgram(
                cached.isPresent()
                        ? cached.get()
                        : abort("%s is neither on the path nor in the cache. Build it: .ci/go-programs %s"
                                .formatted(name, name)));
    }

    private static Optional<Path> cached(String name) throws IOException {
        Map<String, String> environment = System.getenv();
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        Path cache = environment.containsKey("MMP_CACHE_DIR")
                ? Path.of(environment.get("MMP_CACHE_DIR"))
                : Path.of(environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache"))
                        .resolve("mmp-test");
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (Stream<Path> directories = Files.list(cache)) {
            return directories
                    .filter(directory -> directory.getFileName().toString().startsWith(name + "-"))
                    .map(directory -> directory.resolve(name))
                    .filter(Files::isExecutable)
                    .max(Path::compareTo);
        }
    }

    Run run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("program", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("COSIGN_PASSWORD", "");
        builder.environment().put("TUF_ROOT", directory.resolve(".tuf").toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running after 120 s: " + command);
            }
            return new Run(process.exitValue(), Files.readString(output, UTF_8));
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
