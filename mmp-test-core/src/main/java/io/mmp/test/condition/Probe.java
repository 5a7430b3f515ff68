package io.mmp.test.condition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a program answered that tells what a machine has.
 *
 * @param code its exit code
 * @param output what it wrote, to standard output and error
 */
record Probe(int code, String output) {

    static final Duration LIMIT = Duration.ofSeconds(10);

    /** A program that did not answer. */
    static final class FailedException extends Exception {

        private static final long serialVersionUID = 1;

        private final String reason;

        FailedException(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** Run a program, and end it with all that it has started if it takes longer than the limit: drivers of a broken GPU hang. */
    static Probe run(Duration limit, List<String> command) throws FailedException {
        try {
            // A file: a child that outlives the program would keep a pipe open.
            Path output = Files.createTempFile("mmp-probe", ".txt");
            try {
                return run(limit, command, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new FailedException(
                    "'%s' could not be run (%s)".formatted(String.join(" ", command), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("'%s' was interrupted".formatted(String.join(" ", command)));
        }
    }

    private static Probe run(Duration limit, List<String> command, Path output)
            throws IOException, InterruptedException, FailedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FailedException("'%s' gave no answer within %s s"
                        .formatted(String.join(" ", command), limit.toMillis() / 1000.0));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Probe(process.exitValue(), new String(Files.readAllBytes(output), UTF_8));
    }

    boolean succeeded() {
        return code == 0;
    }

    String firstLine() {
        return output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
