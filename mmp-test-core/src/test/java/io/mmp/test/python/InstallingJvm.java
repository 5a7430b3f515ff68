package io.mmp.test.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A second JVM, in a session of its own, that runs a step of an attempt or asks where it would install. */
final class InstallingJvm {

    private static final Duration LONG = Duration.ofMinutes(5);

    private InstallingJvm() {}

    static Process step(Path attempt, String script) throws IOException {
        return start(Map.of(), List.of(), "step", attempt.toString(), script);
    }

    static Process settings(Map<String, String> environment, List<String> options) throws IOException {
        return start(environment, options, "settings");
    }

    private static Process start(Map<String, String> environment, List<String> options, String... arguments)
            throws IOException {
        // Under nohup, or in the background of a shell, this JVM ignores signals, and its children with it.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM", "setsid"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), InstallingJvm.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("HOME", "XDG_CACHE_HOME"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Find the processes that have this path in their command line. */
    static List<ProcessHandle> processesOf(Path path) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> commandLine(process).contains(path.toString()))
                    .flatMap(process -> ProcessHandle.of(
                            Long.parseLong(process.getFileName().toString()))
                            .stream())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    public static void main(String[] arguments) throws IOException {
        try {
            if (arguments[0].equals("step")) {
                Attempt attempt = new Attempt(Path.of(arguments[1]));
                new Interpreter("snakes", "python3").run(attempt, LONG, "python3", "-c", arguments[2], arguments[1]);
            } else {
                System.out.println(PythonSettings.from(name -> Optional.empty()).cacheDirectory());
            }
        } catch (PythonInstallationException e) {
            System.out.println(e.getMessage());
        }
    }
}
