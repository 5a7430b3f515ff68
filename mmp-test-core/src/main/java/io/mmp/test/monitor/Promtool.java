package io.mmp.test.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the real {@code promtool}. */
final class Promtool {

    private static final int TIMEOUT_SECONDS = 60;

    private Promtool() {}

    /**
     * What it said.
     *
     * @param passed whether it exited with 0
     * @param output all that it wrote, on both streams
     */
    record Answer(boolean passed, String output) {}

    static Answer run(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(PrometheusProgram.PROMTOOL.require().toString()));
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile("mmp-promtool", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new MonitorException("promtool has not ended within %s s. Command: %s"
                            .formatted(TIMEOUT_SECONDS, String.join(" ", command)));
                }
                return new Answer(
                        process.exitValue() == 0, Files.readString(output).strip());
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new MonitorException(
                    "promtool cannot be run (%s). Command: %s".formatted(e, String.join(" ", command)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MonitorException("Interrupted while promtool ran.", e);
        }
    }
}
