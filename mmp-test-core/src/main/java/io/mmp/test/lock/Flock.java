package io.mmp.test.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A lock of {@code flock(2)}, which Java cannot take: a shell tries when it is told to, and keeps what it got until its standard input
 * ends, as it does when this JVM dies. A shell that waited in the kernel would outlive a JVM that was killed.
 *
 * <p>The file is there, and is opened for reading: a redirection that may make it is refused where it is another user's in a sticky
 * directory.
 */
final class Flock implements AutoCloseable {

    /** In a session of its own, so that an interrupt from the terminal does not free the lock before its owner is gone. */
    private static final String[] COMMAND = {
        "setsid",
        "sh",
        "-c",
        "exec 9<\"$1\"; while read -r mode; do flock -n -E 75 \"$mode\" 9; echo $?; done",
        "mmp-test-flock"
    };

    private static final String LOCKED = "0";
    private static final String BUSY = "75";
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final Process shell;

    private Flock(Process shell) {
        this.shell = shell;
    }

    /** Wait until the lock is free and take it, or return nothing when the deadline is over. */
    static Optional<Flock> acquire(Path file, LockMode mode, Deadline deadline) throws InterruptedException {
        Flock flock = new Flock(start(file));
        boolean locked = false;
        try {
            locked = flock.lock(mode, deadline);
            return locked ? Optional.of(flock) : Optional.empty();
        } catch (IOException e) {
            throw unavailable(file, e);
        } finally {
            if (!locked) {
                flock.close();
            }
        }
    }

    private static Process start(Path file) {
        ProcessBuilder builder = new ProcessBuilder(COMMAND).redirectError(Redirect.DISCARD);
        builder.command().add(file.toString());
        try {
            return builder.start();
        } catch (IOException e) {
            throw unavailable(file, e);
        }
    }

    private static LockException unavailable(Path file, IOException cause) {
        return new LockException(
                "Lock file %s cannot be locked with flock(2), which needs setsid, sh and flock in PATH and a writable file: %s."
                        .formatted(file, cause.getMessage()),
                cause);
    }

    private boolean lock(LockMode mode, Deadline deadline) throws IOException, InterruptedException {
        Writer orders = shell.outputWriter(UTF_8);
        BufferedReader answers = shell.inputReader(UTF_8);
        do {
            orders.append(mode == LockMode.READ ? "-s\n" : "-x\n").flush();
            String answer = answers.readLine();
            if (LOCKED.equals(answer)) {
                return true;
            }
            if (!BUSY.equals(answer)) {
                throw new IOException(answer == null ? "the shell has ended" : "flock exited with code " + answer);
            }
        } while (deadline.pause(PAUSE));
        return false;
    }

    /** Free the lock. */
    @Override
    public void close() {
        boolean interrupted = false;
        shell.destroy();
        while (true) {
            try {
                if (shell.waitFor(1, SECONDS)) {
                    break;
                }
                shell.destroyForcibly();
            } catch (InterruptedException e) {
                interrupted = true; // leaving now would leave the lock
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
