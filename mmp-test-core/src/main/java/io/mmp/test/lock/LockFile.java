package io.mmp.test.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A lock on this machine: among threads, class loaders of one JVM, and processes.
 *
 * <p>It has one owner, or any number of readers, and those who wait are served about in the order in which they came. The operating
 * system frees it when its process ends, however it ends. It belongs to this object and not to a thread: any thread may close it, and a
 * thread that takes it twice waits for itself. Readers in different class loaders of one JVM exclude each other.
 *
 * <p>It is for everybody who may write its directory: in {@code /tmp} for all users of the machine, whatever the umask of who came
 * first. A missing directory is made for the same users as the one above it.
 *
 * <p>The file must be on a local disk. It stays after use, with a {@code .guard} and a directory {@code lock.claims} beside it. No other
 * code of the holding process may open the file, which would drop the lock, and nobody may delete it, which would let two processes
 * lock two files of one name. Programs that lock it with {@code fcntl} or {@code FileChannel} are kept out; those that lock it with
 * {@code flock(2)} are if the lock was {@linkplain LockRequest#withFlock requested so}.
 *
 * @since 0.1.0
 */
public final class LockFile implements AutoCloseable {

    /** File systems take 255 bytes; what lies beside the file has longer names. */
    private static final int LONGEST_NAME = 180;

    private final Path file;
    private final LockMode mode;
    private final Door door;
    private final @Nullable Flock flock;
    private final Path claim;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LockFile(LockRequest request, Door door, @Nullable Flock flock) {
        this.file = request.file();
        this.mode = request.mode();
        this.door = door;
        this.flock = flock;
        this.claim = new Claims(file).recordHeld(request.purpose(), mode);
    }

    /**
     * Take the lock in the name of the current thread, waiting until it is free.
     *
     * @throws LockTimeoutException if it is not free in time
     * @throws LockException if the thread is interrupted, or the file cannot be used
     */
    public static LockFile acquire(Path file, Duration timeout) {
        return acquire(LockRequest.of(file).withTimeout(timeout));
    }

    /**
     * Take the lock, waiting until it is free.
     *
     * @param purpose what the lock is taken for, such as the name of a test; shown to those who wait in vain
     * @throws LockTimeoutException if it is not free in time
     * @throws LockException if the thread is interrupted, or the file cannot be used
     */
    public static LockFile acquire(Path file, Duration timeout, String purpose) {
        return acquire(LockRequest.of(file).withTimeout(timeout).withPurpose(purpose));
    }

    /**
     * Take the lock, waiting until it is free.
     *
     * @throws LockTimeoutException if it is not free in time; the message names who has it and who waits
     * @throws LockException if the thread is interrupted, or the file cannot be used
     */
    public static LockFile acquire(LockRequest request) {
        Deadline deadline = Deadline.in(request.timeout());
        LockRequest located = request.withFile(locate(request.file()));
        try {
            Optional<LockFile> lock = enter(located, Deadline.in(Duration.ZERO));
            if (lock.isEmpty()) {
                lock = enterRecorded(located, deadline);
            }
            return lock.orElseThrow(() -> new LockTimeoutException("Waited %s for lock file %s, %s."
                    .formatted(deadline.waited(), located.file(), new Claims(located.file()).describe())));
        } catch (InterruptedException e) {
            throw interrupted(located.file(), deadline, e);
        }
    }

    /** Wait with a record of it: only who has to wait pays for that. */
    private static Optional<LockFile> enterRecorded(LockRequest request, Deadline deadline)
            throws InterruptedException {
        Path claim = new Claims(request.file()).recordWaiting(request.purpose());
        try {
            return enter(request, deadline);
        } finally {
            Claims.withdraw(claim);
        }
    }

    /**
     * Take the lock if it is free and nobody waits for it, else return nothing at once.
     *
     * @throws LockException if the thread is interrupted, or the file cannot be used
     */
    public static Optional<LockFile> tryAcquire(Path file) {
        Deadline atOnce = Deadline.in(Duration.ZERO);
        Path located = locate(file);
        try {
            return enter(LockRequest.of(located), atOnce);
        } catch (InterruptedException e) {
            throw interrupted(located, atOnce, e);
        }
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
            int length = absolute.getFileName().toString().getBytes(UTF_8).length;
            if (length > LONGEST_NAME) {
                throw new FileSystemException(
                        file.toString(),
                        null,
                        "a name of %s bytes, of which %s are the most".formatted(length, LONGEST_NAME));
            }
            Path directory =
                    SharedFiles.createDirectories(absolute.resolveSibling("")).toRealPath();
            return directory.resolve(absolute.getFileName());
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static Optional<LockFile> enter(LockRequest request, Deadline deadline) throws InterruptedException {
        Door door = Door.to(request.file());
        try {
            return door.enter(request.mode(), deadline) ? keep(request, door, deadline) : Optional.empty();
        } catch (IOException e) {
            throw unusable(request.file(), e);
        }
    }

    private static Optional<LockFile> keep(LockRequest request, Door door, Deadline deadline)
            throws IOException, InterruptedException {
        Optional<LockFile> lock = Optional.empty();
        try {
            if (request.kernelLocks() == KernelLocks.FCNTL) {
                lock = Optional.of(new LockFile(request, door, null));
            } else {
                lock = Flock.acquire(request.file(), request.mode(), deadline)
                        .map(flock -> new LockFile(request, door, flock));
            }
            return lock;
        } finally {
            if (lock.isEmpty()) {
                door.leave(request.mode());
            }
        }
    }

    private static LockException interrupted(Path file, Deadline deadline, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new LockException(
                "Interrupted after %s of waiting for lock file %s, %s."
                        .formatted(deadline.waited(), file, new Claims(file).describe()),
                cause);
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
        Claims.withdraw(claim);
        if (flock != null) {
            flock.close();
        }
        try {
            door.leave(mode);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }
}
