package io.mmp.test.lock;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Describes a lock to take and how. A value: the {@code with} methods return changed copies.
 *
 * @param file the lock file, on a local disk; made if it is not there, and its directory too
 * @param mode who may have the lock at the same time
 * @param timeout how long to wait until it is free
 * @param purpose what it is taken for, such as the name of a test; shown to those who wait in vain
 * @param kernelLocks what other programs it keeps out
 */
public record LockRequest(Path file, LockMode mode, Duration timeout, String purpose, KernelLocks kernelLocks) {

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

    /** Return a copy that takes these locks of the kernel. */
    public LockRequest withKernelLocks(KernelLocks newKernelLocks) {
        return new LockRequest(file, mode, timeout, purpose, newKernelLocks);
    }

    LockRequest withFile(Path newFile) {
        return new LockRequest(newFile, mode, timeout, purpose, kernelLocks);
    }
}
