package io.mmp.test.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes how to start one server and how to tell that it is ready.
 *
 * <p>The text {@code {port}} in the command and in the values of the environment is replaced with the server's port. A value: the
 * {@code with} methods return changed copies.
 *
 * @param name names the server in messages: letters, digits, {@code .}, {@code _} and {@code -}
 * @param command the program and its arguments; a program without a slash is looked up in {@code PATH}
 * @param environment variables added to those of this JVM
 * @param workingDirectory where it runs, or null for a directory of its own that is removed when the server is closed
 * @param scheme the scheme of its URI
 * @param port where its port comes from
 * @param health when it is ready
 * @param startupTimeout how long it may take to become ready
 * @param stopTimeout how long it may take to exit after SIGTERM before it is killed
 */
public record ServerSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        @Nullable Path workingDirectory,
        String scheme,
        PortSource port,
        HealthCheck health,
        Duration startupTimeout,
        Duration stopTimeout) {

    private static final Pattern NAME = Pattern.compile("[\\w.-]+");
    private static final String PORT = "{port}";

    /** Check the name, the command and the timeouts. */
    public ServerSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "server name must be of letters, digits, '.', '_' and '-', but is '" + name + "'");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command of server '" + name + "' is empty");
        }
        requirePositive(startupTimeout, "startup timeout", name);
        requirePositive(stopTimeout, "stop timeout", name);
    }

    /** Describe an HTTP server on a leased port that answers {@code /health} within 60 s and stops within 10 s. */
    public static ServerSpec of(String name, String... command) {
        return new ServerSpec(
                name,
                Arrays.asList(command),
                Map.of(),
                null,
                "http",
                PortSource.leased(),
                HealthCheck.http("/health"),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10));
    }

    /** Return a copy with these variables added; a variable that is already there gets the new value. */
    public ServerSpec withEnvironment(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new ServerSpec(name, command, all, workingDirectory, scheme, port, health, startupTimeout, stopTimeout);
    }

    /** Return a copy that runs in this directory, which is left alone when the server is closed. */
    public ServerSpec withWorkingDirectory(Path directory) {
        return new ServerSpec(name, command, environment, directory, scheme, port, health, startupTimeout, stopTimeout);
    }

    /** Return a copy whose URI has this scheme, such as {@code redis}. */
    public ServerSpec withScheme(String newScheme) {
        return new ServerSpec(
                name, command, environment, workingDirectory, newScheme, port, health, startupTimeout, stopTimeout);
    }

    /** Return a copy whose port comes from there. */
    public ServerSpec withPort(PortSource source) {
        return new ServerSpec(
                name, command, environment, workingDirectory, scheme, source, health, startupTimeout, stopTimeout);
    }

    /** Return a copy that is ready when this check passes. */
    public ServerSpec withHealth(HealthCheck check) {
        return new ServerSpec(
                name, command, environment, workingDirectory, scheme, port, check, startupTimeout, stopTimeout);
    }

    /** Return a copy that may take this long to become ready. */
    public ServerSpec withStartupTimeout(Duration timeout) {
        return new ServerSpec(name, command, environment, workingDirectory, scheme, port, health, timeout, stopTimeout);
    }

    /** Return a copy that may take this long to exit after SIGTERM before it is killed. */
    public ServerSpec withStopTimeout(Duration timeout) {
        return new ServerSpec(
                name, command, environment, workingDirectory, scheme, port, health, startupTimeout, timeout);
    }

    List<String> commandFor(int actualPort) {
        return command.stream().map(argument -> withPort(argument, actualPort)).toList();
    }

    Map<String, String> environmentFor(int actualPort) {
        Map<String, String> all = new HashMap<>(environment);
        all.replaceAll((variable, value) -> withPort(value, actualPort));
        return all;
    }

    private static String withPort(String text, int actualPort) {
        return text.replace(PORT, String.valueOf(actualPort));
    }

    private static void requirePositive(Duration duration, String what, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " of server '" + name + "' must be positive, but is " + duration);
        }
    }
}
