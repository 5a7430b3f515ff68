package io.mmp.test.server;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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

    private ServerSpec(Draft draft) {
        if (!NAME.matcher(draft.name).matches()) {
            throw new IllegalArgumentException(
                    "server name must be of letters, digits, '.', '_' and '-', but is '" + draft.name + "'");
        }
        if (draft.command.isEmpty()) {
            throw new IllegalArgumentException("command of server '" + draft.name + "' is empty");
        }
        requirePositive(draft.startupTimeout, "startup timeout", draft.name);
        requirePositive(draft.stopTimeout, "stop timeout", draft.name);
        name = draft.name;
        command = List.copyOf(draft.command);
        environment = Map.copyOf(draft.environment);
        workingDirectory = draft.workingDirectory;
        scheme = requireNonNull(draft.scheme);
        port = requireNonNull(draft.port);
        health = requireNonNull(draft.health);
        startupTimeout = draft.startupTimeout;
        stopTimeout = draft.stopTimeout;
        limits = requireNonNull(draft.limits);
    }

    /** What will be a specification, with the defaults. */
    private static final class Draft {

        String name;
        List<String> command;
        Map<String, String> environment = Map.of();

        @Nullable
        Path workingDirectory;

        String scheme = "http";
        PortSource port = PortSource.leased();
        HealthCheck health = HealthCheck.http("/health");
        Duration startupTimeout = Duration.ofSeconds(60);
        Duration stopTimeout = Duration.ofSeconds(10);
        ProcessLimits limits = ProcessLimits.none();

        Draft(String name, List<String> command) {
            this.name = name;
            this.command = command;
        }
    }

    private ServerSpec with(Consumer<Draft> change) {
        Draft draft = new Draft(name, command);
        draft.environment = environment;
        draft.workingDirectory = workingDirectory;
        draft.scheme = scheme;
        draft.port = port;
        draft.health = health;
        draft.startupTimeout = startupTimeout;
        draft.stopTimeout = stopTimeout;
        draft.limits = limits;
        change.accept(draft);
        return new ServerSpec(draft);
    }

    /**
     * Describe an HTTP server on a leased port that answers {@code /health} within 60 s and stops within 10 s.
     *
     * @param name names the server in messages: letters, digits, {@code .}, {@code _} and {@code -}
     * @param command the program and its arguments; a program without a slash is looked up in {@code PATH}
     * @throws IllegalArgumentException if the name has other characters, or the command is empty
     */
    public static ServerSpec of(String name, String... command) {
        return new ServerSpec(new Draft(name, Arrays.asList(command)));
    }

    /** Return a copy with this name. */
    public ServerSpec withName(String newName) {
        return with(draft -> draft.name = newName);
    }

    /**
     * Return a copy with this command instead.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public ServerSpec withCommand(String... newCommand) {
        return with(draft -> draft.command = Arrays.asList(newCommand));
    }

    /** Return a copy with these variables added; a variable that is already there gets the new value. */
    public ServerSpec withEnvironment(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return with(draft -> draft.environment = all);
    }

    /**
     * Return a copy that runs in this directory, which is left alone when the server is closed; without, it runs in one of its own, which is
     * removed then.
     */
    public ServerSpec withWorkingDirectory(Path directory) {
        return with(draft -> draft.workingDirectory = directory);
    }

    /** Return a copy whose URI has this scheme, such as {@code redis}. */
    public ServerSpec withScheme(String newScheme) {
        return with(draft -> draft.scheme = newScheme);
    }

    /** Return a copy whose port comes from there. */
    public ServerSpec withPort(PortSource source) {
        return with(draft -> draft.port = source);
    }

    /** Return a copy that is ready when this check passes. */
    public ServerSpec withHealth(HealthCheck check) {
        return with(draft -> draft.health = check);
    }

    /**
     * Return a copy that may take this long to become ready.
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public ServerSpec withStartupTimeout(Duration timeout) {
        return with(draft -> draft.startupTimeout = timeout);
    }

    /**
     * Return a copy that may take this long to exit after SIGTERM before it is killed.
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public ServerSpec withStopTimeout(Duration timeout) {
        return with(draft -> draft.stopTimeout = timeout);
    }

    /** Return a copy whose processes may not use more than this. */
    public ServerSpec withLimits(ProcessLimits newLimits) {
        return with(draft -> draft.limits = newLimits);
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
