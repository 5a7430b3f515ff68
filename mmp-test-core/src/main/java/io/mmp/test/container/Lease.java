package io.mmp.test.container;

import io.mmp.test.lock.LockFile;
import io.mmp.test.lock.LockMode;
import io.mmp.test.lock.LockRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;

/**
 * The claim of this JVM that a container stays: a lock that the kernel drops when the JVM ends, and a janitor that hears of it.
 *
 * @param lock shared with the other lessees; who removes the container needs it alone
 * @param janitor ends the container after the last lease
 */
record Lease(LockFile lock, Janitor janitor) implements AutoCloseable {

    /** Set to keep containers for the next run. */
    private static final String KEEP = "MMP_KEEP_CONTAINERS";

    static Lease take(ContainerSpec spec, LeaseDirectory directory) {
        LockFile lock = LockFile.acquire(LockRequest.of(directory.leaseLock())
                .withMode(LockMode.READ)
                .withTimeout(Duration.ofMinutes(1))
                .withPurpose("lease of container '" + spec.name() + "'"));
        boolean taken = false;
        try {
            Lease lease = new Lease(lock, Janitor.start(directory, spec.idleTime()));
            taken = true;
            return lease;
        } finally {
            if (!taken) {
                lock.close();
            }
        }
    }

    /** Leave word that the container stays, if the environment says so. */
    static void keepIfWanted(LeaseDirectory directory) {
        if (!System.getenv().getOrDefault(KEEP, "").isEmpty()) {
            try {
                Files.writeString(directory.keep(), "");
            } catch (IOException e) {
                throw new UncheckedIOException("File " + directory.keep() + " cannot be written: " + e, e);
            }
        }
    }

    /** Give it back when there is nothing left to remove. */
    void dismiss() {
        janitor.dismiss();
        lock.close();
    }

    /** Give it back; closing it again does nothing. */
    @Override
    public void close() {
        lock.close(); // first, as the janitor may look at once
        janitor.close();
    }
}
