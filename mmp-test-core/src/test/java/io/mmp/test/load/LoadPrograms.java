package io.mmp.test.load;

import io.mmp.test.lock.LockFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The programs to compare with: named by a system property, or installed once for this machine and user; a missing one costs its lines. */
final class LoadPrograms {

    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "mmp-test");
    private static final String LOCUST = "2.47.0";
    private static final String VEGETA = "v12.13.0";

    private LoadPrograms() {}

    /** Return locust, of the Python package index. */
    static Optional<String> locust() throws IOException, InterruptedException {
        Path home = CACHE.resolve("locust-" + LOCUST);
        Path program = home.resolve("bin/locust");
        return program(
                "locust",
                program,
                List.of("python3", "-m", "venv", "--clear", home.toString()),
                List.of(home.resolve("bin/pip").toString(), "install", "--quiet", "locust==" + LOCUST));
    }

    /** Return vegeta, of the Go module proxy. */
    static Optional<String> vegeta() throws IOException, InterruptedException {
        Path home = CACHE.resolve("vegeta-" + VEGETA);
        return program(
                "vegeta",
                home.resolve("vegeta"),
                List.of("env", "GOBIN=" + home, "go", "install", "github.com/tsenart/vegeta/v12@" + VEGETA));
    }

    @SafeVarargs
    private static Optional<String> program(String name, Path program, List<String>... installation)
            throws IOException, InterruptedException {
        String named = System.getProperty("mmp." + name, "");
        if (!named.isEmpty()) {
            return Optional.of(named);
        }
        LockFile lock = LockFile.acquire(CACHE.resolve(name + ".lock"), Duration.ofMinutes(10));
        try {
            if (!Files.isExecutable(program)) {
                for (List<String> command : installation) {
                    run(command);
                }
            }
            return Optional.of(program.toString());
        } catch (IOException e) {
            System.out.printf("%s is left out (%s); -Dmmp.%s=PROGRAM names it.%n", name, e.getMessage(), name);
            return Optional.empty();
        } finally {
            lock.close();
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("%s says: %s".formatted(command, output));
        }
    }
}
