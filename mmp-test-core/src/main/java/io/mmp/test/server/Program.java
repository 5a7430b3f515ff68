package io.mmp.test.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Refuses a specification that cannot work before anything is started. */
final class Program {

    private static final String PORT = "{port}";

    private static final String WINDOWS =
            "servers do not run as processes on Windows; use embedded ones there (EMBEDDED, the default of all fixtures that have one), or run the tests in WSL";

    private Program() {}

    static void check(ServerSpec spec) {
        if (ProcessPath.current() == ProcessPath.NONE) {
            throw cannotStart(spec, WINDOWS);
        }
        boolean namesPort = Stream.concat(spec.command().stream(), spec.environment().values().stream())
                .anyMatch(text -> text.contains(PORT));
        if (spec.port().kind() instanceof PortSource.Leased && !namesPort) {
            throw new IllegalArgumentException(
                    "Server '%s' would never hear of its leased port: put {port} into its command or environment. Command: %s"
                            .formatted(spec.name(), String.join(" ", spec.command())));
        }
        Path directory = spec.workingDirectory();
        if (directory != null && !Files.isDirectory(directory)) {
            throw cannotStart(spec, "working directory " + directory + " does not exist");
        }
        String program = spec.command().get(0);
        if (program.contains("/")) {
            Path base = directory == null ? Path.of("") : directory;
            if (!isExecutable(base.resolve(program).toAbsolutePath())) {
                throw cannotStart(spec, program + " is not an executable file");
            }
        } else if (find(program, path(spec)).isEmpty()) {
            throw cannotStart(
                    spec, "command '" + program + "' was not found in PATH; install it or give its full path");
        }
        spec.limits().refusal().ifPresent(refusal -> {
            throw cannotStart(spec, refusal);
        });
    }

    private static String path(ServerSpec spec) {
        return spec.environment().getOrDefault("PATH", path());
    }

    /** Return the directories in which this JVM looks for programs. */
    static String path() {
        return System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    /** Find a program in these directories. */
    static Optional<Path> find(String program, String path) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .map(entry -> Path.of(entry, program))
                .filter(Program::isExecutable)
                .findFirst();
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static ServerStartException cannotStart(ServerSpec spec, String why) {
        return new ServerStartException("Server '%s' cannot be started: %s.".formatted(spec.name(), why), null);
    }
}
