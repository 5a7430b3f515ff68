package io.mmp.test.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process of this user, with what its environment tells about who started it. */
record FoundProcess(ProcessHandle handle, Map<String, String> environment) {

    private static final long GRACE_MILLIS = 500;
    private static final int SHOWN = 80;

    /** Find all processes of this user but this JVM, those that it runs in, and those that clean up after JVMs. */
    static Stream<FoundProcess> all() {
        return ProcessHandle.allProcesses()
                .filter(process -> !isAround(process))
                .map(process -> new FoundProcess(process, environment(process.pid())))
                .filter(process -> !process.environment().isEmpty())
                .filter(process -> !process.command().contains("mmp-test-sentinel"))
                .filter(process -> !process.command().contains("mmp-test-janitor"));
    }

    /** Find the living processes that were started with this variable. */
    static Stream<ProcessHandle> bearers(String variable, String value) {
        String entry = variable + "=" + value;
        return ProcessHandle.allProcesses()
                .filter(process ->
                        List.of(Proc.environment(process.pid()).split("\0", -1)).contains(entry));
    }

    private static boolean isAround(ProcessHandle process) {
        for (@Nullable ProcessHandle self = ProcessHandle.current();
                self != null;
                self = self.parent().orElse(null)) {
            if (self.equals(process)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> environment(long pid) {
        return Stream.of(Proc.environment(pid).split("\0", -1))
                .map(variable -> variable.split("=", 2))
                .filter(variable -> variable.length == 2)
                .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1], (first, second) -> second));
    }

    /** Tell whether it belongs to a managed server of a JVM that is gone. */
    boolean isOrphan() {
        return environment.containsKey(Sentinel.COOKIE) && JvmDirectory.ownerIsGone(Path.of(jvm()));
    }

    /** Return the JVM of the managed server that it belongs to. */
    long jvmPid() {
        return JvmDirectory.pidIn(Path.of(jvm()));
    }

    /** Tell whether it belongs to a managed server of this JVM. */
    boolean isOurs() {
        return environment.containsKey(Sentinel.COOKIE)
                && jvm().equals(JvmDirectory.nameFor(ProcessHandle.current().pid()));
    }

    private String jvm() {
        return environment.getOrDefault(Sentinel.JVM, "none");
    }

    String owner() {
        return environment.getOrDefault(Sentinel.OWNER, Owner.UNKNOWN);
    }

    boolean matches(Pattern commandLine) {
        return commandLine.matcher(command()).find();
    }

    /** Describe it, such as {@code process 4711 (redis-server *:20417), 12 s old}. */
    String describe() {
        String age = handle.info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()).toSeconds() + " s old")
                .orElse("of unknown age");
        return "process " + handle.pid() + " (" + shortened(command()) + "), " + age;
    }

    /** Leave out the middle of a command: that of a JVM has a class path of kilobytes, and its end tells what runs. */
    private static String shortened(String command) {
        return command.length() <= 2 * SHOWN
                ? command
                : command.substring(0, SHOWN) + " ... " + command.substring(command.length() - SHOWN);
    }

    /** Return the whole command line: what the JDK knows of it ends after 4,096 bytes, which the class path of a JVM may fill. */
    private String command() {
        String whole = Proc.commandLine(handle.pid());
        return whole.isEmpty()
                ? handle.info().commandLine().or(handle.info()::command).orElse("command unknown")
                : whole;
    }

    /** End it: SIGTERM, a grace of half a second, SIGKILL. */
    void end() {
        handle.destroy();
        handle.onExit()
                .completeOnTimeout(handle, GRACE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
        handle.destroyForcibly();
        handle.onExit()
                .completeOnTimeout(handle, GRACE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }
}
