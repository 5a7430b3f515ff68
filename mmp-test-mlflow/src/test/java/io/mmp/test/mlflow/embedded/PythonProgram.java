package io.mmp.test.mlflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.mlflow.process.MlflowInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs Python with the installed MLflow in a process of its own. */
public final class PythonProgram {

    private PythonProgram() {}

    /** How a program ended, and all that it wrote. */
    public record Result(int exitCode, String output) {}

    /** Run a program in a directory and wait for its end. */
    public static Result run(Path directory, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        MlflowInstallation.ensure().python().toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
        // MLflow leaves the model that it loads in a temporary directory.
        builder.environment().put("TMPDIR", directory.toString());
        int exitCode = builder.start().waitFor();
        return new Result(exitCode, Files.readString(output, UTF_8));
    }
}
