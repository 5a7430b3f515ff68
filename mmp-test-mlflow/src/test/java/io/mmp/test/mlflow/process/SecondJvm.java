package io.mmp.test.mlflow.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.server.ServerStartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A second JVM with this class path and an environment of its own; it installs or serves MLflow and prints what came of
 * it.
 */
record SecondJvm(Process process) implements AutoCloseable {

    static SecondJvm install(Map<String, String> environment, Path cache, String version) throws IOException {
        return start(environment, "install", cache, version);
    }

    static SecondJvm serve(Map<String, String> environment, InstallationSettings settings, MlflowProcesses.Start start)
            throws IOException {
        return start(environment, start.name(), settings.cacheDirectory(), settings.version());
    }

    private static SecondJvm start(Map<String, String> environment, String action, Path cache, String version)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.util.logging.config.file=/dev/null",
                        SecondJvm.class.getName(),
                        action,
                        cache.toString(),
                        version)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return new SecondJvm(builder.start());
    }

    /** Return what it printed, once it has ended. */
    String result() throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    /** Kill it, as {@code kill -9} does, and nothing that it has started. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String... arguments) {
        try {
            InstallationSettings settings = new InstallationSettings(arguments[2], Path.of(arguments[1]), null);
            MlflowInstallation installation = MlflowInstallation.ensure(settings);
            System.out.println(
                    arguments[0].equals("install")
                            ? installation.python()
                            : served(new MlflowProcesses(installation, MlflowProcesses.Start.valueOf(arguments[0]))));
        } catch (MlflowInstallationException | ServerStartException e) {
            System.out.println(e.getMessage());
        }
    }

    private static String served(MlflowProcesses processes) {
        try (processes;
                MlflowProcess server = processes.start()) {
            long children =
                    ProcessHandle.of(server.pid()).orElseThrow().descendants().count();
            return "served by one process and " + children + " children";
        }
    }
}
