package io.mmp.test.lock;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A lock with one owner on this machine: among threads, class loaders of one JVM, and processes.
 *
 * <p>Those who wait are served about in the order in which they came. The operating system frees the lock when its
 * process ends, however it ends. It belongs to this object and not to a thread: any thread may close it, and a thread
 * that takes it twice waits for itself.
 *
 * <p>The file must be on a local disk. It stays after use, with a {@code .guard} beside it, and a {@code .holder} while
 * it is held. No other code of the holding process may open the file, which would drop the lock, and nobody may delete
 * it, which would let two processes lock two files of one name. Programs that lock it with {@code fcntl} or
 * {@code FileChannel} are kept out, those that lock it with {@code flock(2)} are not.
 */
public final class LockFile implements AutoCloseable {

    /** Threads of this class loader queue here, first come first served, and use no processor while they do. */
    private static final Map<Path, Semaphore> QUEUES = new ConcurrentHashMap<>();

    /** Keeps what its user lost: a file channel that is garbage is closed, and its lock dropped. */
    private static final Set<LockFile> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Semaphore queue;
    private final Turnstile guard;
    private final Turnstile turnstile;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LockFile(Path file, Semaphore queue) {
        this.file = file;
        this.queue = queue;
        this.guard = Turnstile.insideThisProcess(file.resolveSibling(file.getFileName() + ".guard"));
        this.turnstile = Turnstile.betweenProcesses(file);
    }

    /**
     * Take the lock in the name of the current thread, waiting until it is free.
     *
     * @throws LockTimeoutException if it is not free in time
     * @throws LockException if the thread is interrupted, or the file cannot be used
     */
    public static LockFile acquire(Path file, Duration timeout) {
        return acquire(file, timeout, nameOfThread());
    }

    /**
     * Take the lock, waiting until it is free.
     *
     * @param purpose what the lock is taken for, such as the name of a test; shown to those who wait in vain
     * @throws LockTimeoutException if it is not free in time
     * @throws LockException if the thread is interrupted, or the file cannot be used
     */
    public static LockFile acquire(Path file, Duration timeout, String purpose) {
        Deadline deadline = Deadline.in(timeout);
        Path located = locate(file);
        return enter(located, deadline, purpose)
                .orElseThrow(() -> new LockTimeoutException("Waited %s for lock file %s, held by %s."
                        .formatted(deadline.waited(), located, Holder.of(located))));
    }

    /**
     * Take the lock if it is free and nobody waits for it, else return nothing at once.
     *
     * @throws LockException if the thread is interrupted, or the file cannot be used
     */
    public static Optional<LockFile> tryAcquire(Path file) {
        return enter(locate(file), Deadline.in(Duration.ZERO), nameOfThread());
    }

    private static String nameOfThread() {
        return "thread '" + Thread.currentThread().getName() + "'";
    }

    /** Return the one name of a file that may be reached by several, without opening it. */
    private static Path locate(Path file) {
        try {
            Path absolute = file.toAbsolutePath();
            if (Files.isDirectory(absolute)) {
                throw new FileSystemException(file.toString(), null, "is a directory");
            }
            if (Files.exists(absolute)) {
                return absolute.toRealPath();
            }
            Path directory =
                    Files.createDirectories(absolute.resolveSibling("")).toRealPath();
            return directory.resolve(absolute.getFileName());
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static Optional<LockFile> enter(Path file, Deadline deadline, String purpose) {
        try {
            Semaphore queue = QUEUES.computeIfAbsent(file, path -> new Semaphore(1, true));
            if (!queue.tryAcquire(deadline.remainingNanos(), NANOSECONDS)) {
                return Optional.empty();
            }
            LockFile lock = new LockFile(file, queue);
            boolean entered = false;
            try {
                // Only who has passed the guard may open the file of the turnstile.
                entered = lock.guard.pass(deadline) && lock.turnstile.pass(deadline);
            } finally {
                if (!entered) {
                    lock.close();
                }
            }
            if (!entered) {
                return Optional.empty();
            }
            HELD.add(lock);
            Holder.thisProcess(purpose).record(file);
            return Optional.of(lock);
        } catch (IOException e) {
            throw unusable(file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LockException(
                    "Interrupted after %s of waiting for lock file %s, held by %s."
                            .formatted(deadline.waited(), file, Holder.of(file)),
                    e);
        }
    }

    private static LockException unusable(Path file, IOException cause) {
        return new LockException(
                "Lock file %s cannot be used (%s). Its directory must be on a local disk and writable by this user."
                        .formatted(file, cause),
                cause);
    }

    /** Free the lock; closing it again does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try (guard;
                turnstile) {
            if (HELD.remove(this)) {
                Holder.forget(file);
            }
        } catch (IOException e) {
            throw unusable(file, e);
        } finally {
            queue.release();
        }
    }
}
