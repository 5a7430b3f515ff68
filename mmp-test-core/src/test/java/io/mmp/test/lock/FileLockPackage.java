package io.mmp.test.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import io.mmp.test.server.RequiredProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Python's package {@code filelock}, installed once for this machine and user in a virtual environment. */
final class FileLockPackage {

    private static final String REQUIREMENT = "filelock==4.2.11";
    private static final Path HOME =
            Path.of(System.getProperty("user.home"), ".cache", "mmp-test", REQUIREMENT.replace("==", "-"));
    private static final Path PYTHON = HOME.resolve("bin/python");

    private FileLockPackage() {}

    /** Return a Python that has the package, or abort the test with the reason. */
    static Path python() throws IOException, InterruptedException {
        RequiredProgram.require("python3");
        Path completed = HOME.resolve("completed");
        LockFile lock = LockFile.acquire(HOME.resolveSibling(HOME.getFileName() + ".lock"), Duration.ofMinutes(5));
        try {
            if (!Files.exists(completed)) {
                run("python3", "-m", "venv", "--clear", HOME.toString());
                run(
                        PYTHON.toString(),
                        "-m",
                        "pip",
                        "install",
                        "--disable-pip-version-check",
                        "--no-input",
                        REQUIREMENT);
                Files.createFile(completed);
            }
        } finally {
            lock.close();
        }
        return PYTHON;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        List<String> output = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0) {
            abort("%s cannot be installed: %s"
                    .formatted(REQUIREMENT, output.isEmpty() ? "no output" : output.get(output.size() - 1)));
        }
    }
}
