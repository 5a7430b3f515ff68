package io.mmp.test.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A second JVM with this class path: it takes a lock, says so on its standard output, and obeys its standard input. */
final class LockingJvm implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Process process;
    private final BufferedReader output;

    private LockingJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    static LockingJvm start(String action, Path file) throws IOException {
        return start(action, file, Map.of(), null);
    }

    static LockingJvm start(String action, Path file, Map<String, String> environment, @Nullable Path errors)
            throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = command(List.of(java, "-cp", System.getProperty("java.class.path")), action, file)
                .redirectError(errors == null ? Redirect.INHERIT : Redirect.to(errors.toFile()));
        builder.environment().putAll(environment);
        return new LockingJvm(builder.start());
    }

    /** Start one with this command, which lacks the main class. */
    static LockingJvm start(List<String> java, String action, Path file) throws IOException {
        return new LockingJvm(
                command(java, action, file).redirectErrorStream(true).start());
    }

    private static ProcessBuilder command(List<String> java, String action, Path file) {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(LockingJvm.class.getName(), action, file.toString()));
        return new ProcessBuilder(command);
    }

    /** Return the only line that a JVM with this action prints. */
    static @Nullable String attempt(String action, Path file) throws IOException {
        try (LockingJvm second = start(action, file)) {
            return second.line();
        }
    }

    long pid() {
        return process.pid();
    }

    /** Return the next line of output, or null at its end. */
    @Nullable
    String line() throws IOException {
        return output.readLine();
    }

    List<String> lines() {
        return output.lines().toList();
    }

    void proceed() throws IOException {
        process.outputWriter(UTF_8).append('\n').flush();
    }

    /** Kill it, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String... arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "hold" -> hold(LockRequest.of(file));
            case "hold-read" -> hold(LockRequest.of(file).withMode(LockMode.READ));
            case "hold-flock" -> hold(LockRequest.of(file).withFlock());
            case "lose" -> lose(file);
            case "wait" -> LockFile.acquire(file, TIMEOUT).close();
            case "take" -> take(file);
            case "temp" -> temp();
            case "user" -> say(MachineDirectory.ofUser().toString());
            case "try" -> System.out.println(LockFile.tryAcquire(file).isPresent() ? "free" : "busy");
            case "try-whole-file" -> System.out.println(lockWholeFile(file) ? "free" : "busy");
            case "journal" -> journal(file);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void hold(LockRequest request) throws IOException {
        LockFile lock = LockFile.acquire(request.withTimeout(TIMEOUT).withPurpose("LockingJvm.hold"));
        say("held");
        System.in.read();
        lock.close();
    }

    private static void take(Path file) {
        try {
            LockFile.acquire(file, Duration.ofMillis(100)).close();
            say("free");
        } catch (LockException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    private static void temp() {
        try {
            say(String.valueOf(MachineDirectory.temp()));
        } catch (IllegalStateException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    private static void lose(Path file) throws IOException {
        LockFile.acquire(file, TIMEOUT);
        System.gc();
        say("lost");
        System.in.read();
    }

    private static boolean lockWholeFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        }
    }

    private static void journal(Path file) throws IOException {
        // Once before the race, so that it is not won by whoever loads the classes first.
        LockFile.acquire(file, TIMEOUT).close();
        say("ready");
        System.in.read();
        System.out.print(Journal.of(file, TIMEOUT, 2_500));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
