package io.mmp.test.lock;

/** Says which of the two kinds of file lock that a Unix kernel has are taken; neither keeps out the other. */
enum KernelLocks {

    /** The lock of {@code fcntl(2)} alone: Java's {@code FileChannel}, Python's {@code fcntl.lockf}. */
    FCNTL,

    /**
     * The lock of {@code flock(2)} as well: Python's {@code fcntl.flock} and its package {@code filelock}, the command {@code flock}.
     *
     * <p>Java cannot take it, so that a small shell takes and keeps it. That costs a process while the lock is held and some
     * milliseconds each time it is taken, and needs {@code flock} and {@code setsid} of util-linux.
     */
    FCNTL_AND_FLOCK
}
