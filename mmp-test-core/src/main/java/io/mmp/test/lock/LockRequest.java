package io.mmp.test.lock;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Describes a lock to take and how. A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class LockRequest {

    private final Path file;
    private final LockMode mode;
    private final Duration timeout;
    private final String purpose;
    private final KernelLocks kernelLocks;

    private LockRequest(Path file, LockMode mode, Duration timeout, String purpose, KernelLocks kernelLocks) {
        this.file = file;
        this.mode = mode;
        this.timeout = timeout;
        this.purpose = purpose;
        this.kernelLocks = kernelLocks;
    }

    /** Describe a lock with one owner, to be waited for up to ten minutes in the name of the current thread. */
    public static LockRequest of(Path file) {
        String purpose = "thread '" + Thread.currentThread().getName() + "'";
        return new LockRequest(file, LockMode.READ_WRITE, Duration.ofMinutes(10), purpose, KernelLocks.FCNTL);
    }

    /** Return a copy with this mode. */
    public LockRequest withMode(LockMode newMode) {
        return new LockRequest(file, newMode, timeout, purpose, kernelLocks);
    }

    /** Return a copy that waits no longer than this. */
    public LockRequest withTimeout(Duration newTimeout) {
        return new LockRequest(file, mode, newTimeout, purpose, kernelLocks);
    }

    /** Return a copy taken for this. */
    public LockRequest withPurpose(String newPurpose) {
        return new LockRequest(file, mode, timeout, newPurpose, kernelLocks);
    }

    /**
     * Return a copy that takes the lock of {@code flock(2)} as well, to keep out who uses that: Python's {@code fcntl.flock} and its package
     * {@code filelock}, the command {@code flock}. Without it, the lock is that of {@code fcntl(2)} alone, as Java's {@code FileChannel} and
     * Python's {@code fcntl.lockf} have it.
     *
     * <p>Java cannot take it, so that a small shell takes and keeps it. That costs a process while the lock is held and some
     * milliseconds each time it is taken, and needs {@code flock} and {@code setsid} of util-linux.
     */
    public LockRequest withFlock() {
        return withKernelLocks(KernelLocks.FCNTL_AND_FLOCK);
    }

    LockRequest withKernelLocks(KernelLocks newKernelLocks) {
        return new LockRequest(file, mode, timeout, purpose, newKernelLocks);
    }

    LockRequest withFile(Path newFile) {
        return new LockRequest(newFile, mode, timeout, purpose, kernelLocks);
    }

    Path file() {
        return file;
    }

    LockMode mode() {
        return mode;
    }

    Duration timeout() {
        return timeout;
    }

    String purpose() {
        return purpose;
    }

    KernelLocks kernelLocks() {
        return kernelLocks;
    }
}
