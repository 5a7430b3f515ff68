package io.mmp.test.lock;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets one of many through, or several readers: a lock on a part of a file, behind a gate where only the next in line waits.
 *
 * <p>The gate is what makes it fair. Without it, whoever has just left comes back before the others have looked again:
 * with 50 ms between two looks one process took the lock 150 times in a row. Only {@code tryLock} is used: the blocking
 * {@code lock} of two threads in each of two processes is reported as a deadlock that does not exist.
 */
final class Turnstile implements AutoCloseable {

    private static final long SHORT_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONG_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path file;
    private final Region gate;
    private final Region inside;
    private @Nullable FileChannel channel;
    private @Nullable FileLock held;
    private int insiders;

    private Turnstile(Path file, Region gate, Region inside) {
        this.file = file;
        this.gate = gate;
        this.inside = inside;
    }

    /**
     * Describe the turnstile between processes.
     *
     * <p>The gate is the last byte; everything before it is the lock, so that programs which lock the whole file or its
     * first byte are kept out too. No other channel of the file may be opened in this JVM: closing one drops every lock
     * on the file.
     */
    static Turnstile betweenProcesses(Path file) {
        long last = Long.MAX_VALUE - 1;
        return new Turnstile(file, new Region(last, 1), new Region(0, last));
    }

    /**
     * Describe the turnstile between the class loaders of this JVM.
     *
     * <p>It needs no memory that they share: the JDK itself refuses a region that is locked anywhere in the JVM,
     * whatever other channels of the file are closed. Each process uses bytes of its own, and nobody depends on what
     * the other processes see.
     */
    static Turnstile insideThisProcess(Path file) {
        long first = 2 * ProcessHandle.current().pid();
        return new Turnstile(file, new Region(first, 1), new Region(first + 1, 1));
    }

    /** Wait in line and pass, or return false when the deadline is over. One at a time may try to pass. */
    boolean pass(LockMode mode, Deadline deadline) throws IOException, InterruptedException {
        if (channel == null) {
            channel = SharedFiles.open(file);
        }
        // Readers that join others inside pass the gate too, or they would keep a writer out for ever.
        try (FileLock turn = lock(channel, gate, LockMode.READ_WRITE, LONG_PAUSE, deadline)) {
            return turn != null && (join() || enter(channel, mode, deadline));
        }
    }

    private synchronized boolean join() {
        if (insiders == 0) {
            return false;
        }
        insiders++;
        return true;
    }

    private boolean enter(FileChannel open, LockMode mode, Deadline deadline) throws IOException, InterruptedException {
        FileLock lock = lock(open, inside, mode, SHORT_PAUSE, deadline);
        synchronized (this) {
            held = lock;
            insiders = lock == null ? 0 : 1;
        }
        return lock != null;
    }

    private static @Nullable FileLock lock(
            FileChannel channel, Region region, LockMode mode, long longestPause, Deadline deadline)
            throws IOException, InterruptedException {
        for (long pause = SHORT_PAUSE; ; pause = Math.min(2 * pause, longestPause)) {
            FileLock lock = tryLock(channel, region, mode);
            // Jitter keeps those who wait from looking all at once.
            if (lock != null || !deadline.pause(ThreadLocalRandom.current().nextLong(pause / 2, pause))) {
                return lock;
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel, Region region, LockMode mode) throws IOException {
        try {
            return channel.tryLock(region.position(), region.size(), mode == LockMode.READ);
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    /** Leave; the last one to leave lets the next one pass. */
    synchronized void leave() throws IOException {
        insiders--;
        if (insiders == 0 && held != null) {
            held.release();
        }
    }

    /** Close the file, which drops whatever lock is left. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    private record Region(long position, long size) {}
}
