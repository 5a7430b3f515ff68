package io.mmp.test.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.server.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end, without the settings of Python and of one package in this JVM's environment. */
final class Command {

    private static final int STOPPED = Integer.MIN_VALUE;
    private static final int TAIL_LINES = 15;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Command() {}

    /**
     * Run a program and wait for its end.
     *
     * <p>Its standard input is a pipe from this JVM, which ends with the JVM.
     *
     * @param packageName the package whose settings do not reach it
     * @throws IOException if it does not exist
     */
    static Result run(String packageName, Duration timeout, List<String> line) throws IOException {
        try (PrivateDirectory directory = PrivateDirectory.create("command")) {
            Path output = directory.path().resolve("output.log");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(variable -> isSetting(variable, packageName));
            // What pip is building when it is killed would stay there for ever.
            builder.environment().put("TMPDIR", directory.path().toString());
            long start = System.nanoTime();
            Process process = builder.start();
            try {
                boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
                Duration taken = Duration.ofNanos(System.nanoTime() - start);
                return new Result(
                        ended ? process.exitValue() : STOPPED,
                        taken,
                        new String(Files.readAllBytes(output), UTF_8).strip());
            } finally {
                stop(process);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PythonInstallationException("Interrupted while running " + line.get(0) + ".", e);
        }
    }

    private static boolean isSetting(String variable, String packageName) {
        String prefix = packageName.toUpperCase(Locale.ROOT) + "_";
        return variable.startsWith("PYTHON") || variable.startsWith(prefix) || variable.startsWith("_" + prefix);
    }

    /** End what still runs: through its standard input, so that it can end its own children first. */
    private static void stop(Process process) throws IOException {
        process.getOutputStream().close();
        process.onExit()
                .completeOnTimeout(process, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** How a program ended, after which time, and all that it wrote. */
    record Result(int exitCode, Duration taken, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }

        /** Return how it ended, such as {@code exited with code 1}. */
        String end() {
            return exitCode == STOPPED ? "did not end" : "exited with code " + exitCode;
        }

        String seconds() {
            return String.format(Locale.ROOT, "%.1f s", taken.toMillis() / 1e3);
        }

        String tail() {
            List<String> lines = output.lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        }
    }
}
