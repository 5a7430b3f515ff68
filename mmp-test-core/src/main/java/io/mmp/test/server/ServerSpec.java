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
 * @since 0.1.0
 */
public final class ServerSpec {

    private static final Pattern NAME = Pattern.compile("[\\w.-]+");
    private static final String PORT = "{port}";

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final @Nullable Path workingDirectory;
    private final String scheme;
    private final PortSource port;
    private final HealthCheck health;
    private final Duration startupTimeout;
    private final Duration stopTimeout;
    private final ProcessLimits limits;

    private ServerSpec(
            String name,
            List<String> command,
            Map<String, String> environment,
            @Nullable Path workingDirectory,
            String scheme,
            PortSource port,
            HealthCheck health,
            Duration startupTimeout,
            Duration stopTimeout,
            ProcessLimits limits) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "server name must be of letters, digits, '.', '_' and '-', but is '" + name + "'");
        }
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command of server '" + name + "' is empty");
        }
        requirePositive(startupTimeout, "startup timeout", name);
        requirePositive(stopTimeout, "stop timeout", name);
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.workingDirectory = workingDirectory;
        this.scheme = scheme;
        this.port = port;
        this.health = health;
        this.startupTimeout = startupTimeout;
        this.stopTimeout = stopTimeout;
        this.limits = limits;
    }

    /**
     * Describe an HTTP server on a leased port that answers {@code /health} within 60 s and stops within 10 s.
     *
     * @param name names the server in messages: letters, digits, {@code .}, {@code _} and {@code -}
     * @param command the program and its arguments; a program without a slash is looked up in {@code PATH}
     * @throws IllegalArgumentException if the name has other characters, or the command is empty
     */
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
                Duration.ofSeconds(10),
                ProcessLimits.none());
    }

    /** Return a copy with this name. */
    public ServerSpec withName(String newName) {
        return new ServerSpec(
                newName,
                command,
                environment,
                workingDirectory,
                scheme,
                port,
                health,
                startupTimeout,
                stopTimeout,
                limits);
    }

    /**
     * Return a copy with this command instead.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public ServerSpec withCommand(String... newCommand) {
        return new ServerSpec(
                name,
                Arrays.asList(newCommand),
                environment,
                workingDirectory,
                scheme,
                port,
                health,
                startupTimeout,
                stopTimeout,
                limits);
    }

    /** Return a copy with these variables added; a variable that is already there gets the new value. */
    public ServerSpec withEnvironment(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new ServerSpec(
                name, command, all, workingDirectory, scheme, port, health, startupTimeout, stopTimeout, limits);
    }

    /**
     * Return a copy that runs in this directory, which is left alone when the server is closed; without, it runs in one of its own, which is
     * removed then.
     */
    public ServerSpec withWorkingDirectory(Path directory) {
        return new ServerSpec(
                name, command, environment, directory, scheme, port, health, startupTimeout, stopTimeout, limits);
    }

    /** Return a copy whose URI has this scheme, such as {@code redis}. */
    public ServerSpec withScheme(String newScheme) {
        return new ServerSpec(
                name,
                command,
                environment,
                workingDirectory,
                newScheme,
                port,
                health,
                startupTimeout,
                stopTimeout,
                limits);
    }

    /** Return a copy whose port comes from there. */
    public ServerSpec withPort(PortSource source) {
        return new ServerSpec(
                name,
                command,
                environment,
                workingDirectory,
                scheme,
                source,
                health,
                startupTimeout,
                stopTimeout,
                limits);
    }

    /** Return a copy that is ready when this check passes. */
    public ServerSpec withHealth(HealthCheck check) {
        return new ServerSpec(
                name, command, environment, workingDirectory, scheme, port, check, startupTimeout, stopTimeout, limits);
    }

    /**
     * Return a copy that may take this long to become ready.
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public ServerSpec withStartupTimeout(Duration timeout) {
        return new ServerSpec(
                name, command, environment, workingDirectory, scheme, port, health, timeout, stopTimeout, limits);
    }

    /**
     * Return a copy that may take this long to exit after SIGTERM before it is killed.
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public ServerSpec withStopTimeout(Duration timeout) {
        return new ServerSpec(
                name, command, environment, workingDirectory, scheme, port, health, startupTimeout, timeout, limits);
    }

    /** Return a copy whose processes may not use more than this. */
    public ServerSpec withLimits(ProcessLimits newLimits) {
        return new ServerSpec(
                name,
                command,
                environment,
                workingDirectory,
                scheme,
                port,
                health,
                startupTimeout,
                stopTimeout,
                newLimits);
    }

    /** Return the name and the command. */
    @Override
    public String toString() {
        return "server '%s': %s".formatted(name, String.join(" ", command));
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

    /** Return what names the server in messages. */
    public String name() {
        return name;
    }

    /** Return the program and its arguments. */
    public List<String> command() {
        return command;
    }

    /** Return the variables that are added to the environment. */
    public Map<String, String> environment() {
        return environment;
    }

    @Nullable
    Path workingDirectory() {
        return workingDirectory;
    }

    String scheme() {
        return scheme;
    }

    /** Return where the port comes from. */
    public PortSource port() {
        return port;
    }

    /** Return what tells that it is ready. */
    public HealthCheck health() {
        return health;
    }

    Duration startupTimeout() {
        return startupTimeout;
    }

    Duration stopTimeout() {
        return stopTimeout;
    }

    ProcessLimits limits() {
        return limits;
    }
}
