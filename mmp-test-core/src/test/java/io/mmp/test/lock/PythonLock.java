package io.mmp.test.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.mmp.test.server.RequiredProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Python process that tries to lock a file, says {@code locked} or {@code busy}, and keeps it until its standard input ends. */
final class PythonLock implements AutoCloseable {

    private static final String SCRIPT = """
            import fcntl, sys
            call, operation, path = sys.argv[1:]
            # a shared lock of fcntl(2) needs a file open for reading, an exclusive one a file open for writing
            file = open(path, "a+")
            try:
                getattr(fcntl, call)(file, getattr(fcntl, operation) | fcntl.LOCK_NB)
                print("locked", flush=True)
            except BlockingIOError:
                print("busy", flush=True)
            sys.stdin.read()
            """;

    private static final String PACKAGE = """
            import filelock, sys
            lock = filelock.FileLock(sys.argv[1])
            try:
                lock.acquire(timeout=0)
                print("locked", flush=True)
            except filelock.Timeout:
                print("busy", flush=True)
            sys.stdin.read()
            """;

    /** Prints when it was inside the lock, by the clock of {@link System#nanoTime()}. */
    private static final String PACKAGE_JOURNAL = """
            import filelock, sys, time
            lock = filelock.FileLock(sys.argv[1], poll_interval=0.001)
            print("ready", flush=True)
            for section in range(int(sys.argv[2])):
                with lock:
                    entered = time.monotonic_ns()
                    time.sleep(0.001)
                    left = time.monotonic_ns()
                print(entered, left, flush=True)
            """;

    private final Process process;
    private final BufferedReader output;

    private PythonLock(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    static PythonLock start(String call, String operation, Path file) throws IOException {
        RequiredProgram.require("python3");
        return start("python3", SCRIPT, call, operation, file.toString());
    }

    /** Let a Python that has the package {@code filelock} try once, and keep what it got. */
    static PythonLock ofPackage(Path python, Path file) throws IOException {
        return start(python.toString(), PACKAGE, file.toString());
    }

    /** Let it say {@code ready}, go through the lock again and again, and then tell when it was inside. */
    static PythonLock journal(Path python, Path file, int times) throws IOException {
        return start(python.toString(), PACKAGE_JOURNAL, file.toString(), String.valueOf(times));
    }

    private static PythonLock start(String python, String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(python, "-c", script));
        command.addAll(List.of(arguments));
        return new PythonLock(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Return what a process says that tries once. */
    static @Nullable String attempt(String call, String operation, Path file) throws IOException {
        try (PythonLock python = start(call, operation, file)) {
            return python.line();
        }
    }

    long pid() {
        return process.pid();
    }

    @Nullable
    String line() throws IOException {
        return output.readLine();
    }

    /** Return all lines until the process ends. */
    String rest() {
        return output.lines().collect(joining("\n"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
