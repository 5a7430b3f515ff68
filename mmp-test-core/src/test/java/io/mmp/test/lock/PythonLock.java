package io.mmp.test.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.server.RequiredProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
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

    private final Process process;
    private final BufferedReader output;

    private PythonLock(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    static PythonLock start(String call, String operation, Path file) throws IOException {
        RequiredProgram.require("python3");
        return new PythonLock(new ProcessBuilder("python3", "-c", SCRIPT, call, operation, file.toString())
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

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
