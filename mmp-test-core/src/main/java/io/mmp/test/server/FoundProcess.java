package io.mmp.test.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process of this user, with what its environment tells about who started it. */
record FoundProcess(ProcessHandle handle, Map<String, String> environment) {

    private static final long GRACE_MILLIS = 500;
    private static final int SHOWN = 80;

    /** Find all processes of this user but this JVM, those that it runs in, and those that clean up after JVMs. */
    static Stream<FoundProcess> all() {
        return ProcessTable.current().environments().entrySet().stream()
                .filter(entry -> !isAround(entry.getKey()))
                .map(entry -> new FoundProcess(entry.getKey(), entry.getValue()))
                .filter(process -> !process.command().contains("mmp-test-sentinel"))
                .filter(process -> !process.command().contains("mmp-test-janitor"));
    }

    /** Find the living processes that were started with this variable. */
    static Stream<ProcessHandle> bearers(String variable, String value) {
        return ProcessTable.current().bearers(variable, value);
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

    private String command() {
        String whole = ProcessTable.current().commandLine(handle);
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
