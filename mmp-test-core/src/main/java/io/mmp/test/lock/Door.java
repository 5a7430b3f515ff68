package io.mmp.test.lock;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The only way of this class loader to one lock file.
 *
 * <p>A process has one lock on a file, whoever in it asked, and loses it when it closes any channel of the file. So there is one channel
 * at a time, opened by the first that comes in and closed by the last that goes.
 */
final class Door {

    /** Also keeps what its user lost: a file channel that is garbage is closed, and its lock dropped. */
    private static final Map<Path, Door> DOORS = new ConcurrentHashMap<>();

    private final Path file;

    /** Threads queue here, a reader for one permit and a writer for all: first come first served, and without using a processor. */
    private final Semaphore permits = new Semaphore(LockMode.READ_WRITE.permits(), true);

    /** The reader that stands at the gate; a lock on it would not keep apart two threads of one process. */
    private final Semaphore entrance = new Semaphore(1, true);

    private @Nullable Way way;
    private int users;

    private Door(Path file) {
        this.file = file;
    }

    static Door to(Path file) {
        return DOORS.computeIfAbsent(file, Door::new);
    }

    /** Wait in line and go in, or return false when the deadline is over. */
    boolean enter(LockMode mode, Deadline deadline) throws IOException, InterruptedException {
        if (!permits.tryAcquire(mode.permits(), deadline.remainingNanos(), NANOSECONDS)) {
            return false;
        }
        boolean entered = false;
        try {
            entered = passEntrance(mode, deadline);
            return entered;
        } finally {
            if (!entered) {
                permits.release(mode.permits());
            }
        }
    }

    private boolean passEntrance(LockMode mode, Deadline deadline) throws IOException, InterruptedException {
        if (!entrance.tryAcquire(deadline.remainingNanos(), NANOSECONDS)) {
            return false;
        }
        boolean passed = false;
        try {
            passed = open().pass(mode, deadline);
            return passed;
        } finally {
            try {
                if (!passed) {
                    close();
                }
            } finally {
                entrance.release();
            }
        }
    }

    /** Go out, and let the next one in. */
    void leave(LockMode mode) throws IOException {
        try {
            leaveWay();
        } finally {
            permits.release(mode.permits());
        }
    }

    private synchronized Way open() {
        users++;
        if (way == null) {
            way = new Way(file);
        }
        return way;
    }

    private synchronized void leaveWay() throws IOException {
        try {
            if (way != null) {
                way.turnstile.leave();
            }
        } finally {
            close();
        }
    }

    private synchronized void close() throws IOException {
        users--;
        if (users == 0 && way != null) {
            Way last = way;
            way = null;
            try (last.guard;
                    last.turnstile) {}
        }
    }

    /** Two turnstiles, one behind the other. */
    private static final class Way {

        private final Turnstile guard;
        private final Turnstile turnstile;
        private boolean guardPassed;

        Way(Path file) {
            this.guard = Turnstile.insideThisProcess(file.resolveSibling(file.getFileName() + ".guard"));
            this.turnstile = Turnstile.betweenProcesses(file);
        }

        /** Only who has passed the guard may open the file of the turnstile. */
        boolean pass(LockMode mode, Deadline deadline) throws IOException, InterruptedException {
            guardPassed = guardPassed || guard.pass(LockMode.READ_WRITE, deadline);
            return guardPassed && turnstile.pass(mode, deadline);
        }
    }
}
