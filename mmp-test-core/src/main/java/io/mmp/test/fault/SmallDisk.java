package io.mmp.test.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * A file system of a given size that a server can run out of: {@code No space left on device}.
 *
 * <pre>{@code
 * try (SmallDisk disk = SmallDisk.ofSize(64 << 20);
 *         ManagedServer redis = ManagedServer.start(RedisServer.spec().withWorkingDirectory(disk.path()))) {
 *     disk.fill();
 *     ...
 *     disk.free();
 * }
 * }</pre>
 *
 * <p>It is in memory ({@code tmpfs}), so that what it holds is counted as memory of the machine. Root mounts it; an ordinary user has it
 * where the kernel allows user namespaces; then only processes of the same user can reach it, by a link that the kernel follows
 * but {@code realpath} and {@code toRealPath} do not. However this JVM ends, {@code kill -9}
 * included, nothing stays mounted. Linux alone: see {@link EnabledIfSmallDisk}.
 *
 * <p>Close the servers that use it first. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class SmallDisk implements AutoCloseable {

    private static final int FILES = 16_384;
    private static final int BLOCK = 4096;
    private static final int CHUNK = 256 * BLOCK;

    private final DiskMount mount;
    private final long bytes;

    private SmallDisk(DiskMount mount, long bytes) {
        this.mount = mount;
        this.bytes = bytes;
    }

    /**
     * Make one of this size that may have 16,384 files and directories.
     *
     * @param bytes rounded up to blocks of 4 KiB
     * @throws FaultException if this machine does not let us; the message has the reasons
     * @throws IllegalArgumentException if that is not positive
     */
    public static SmallDisk ofSize(long bytes) {
        return ofSize(bytes, FILES);
    }

    /**
     * Make one of this size that may have that many files and directories, its root among them.
     *
     * @throws FaultException if this machine does not let us; the message has the reasons
     * @throws IllegalArgumentException if the size is not positive, or the files are less than 2
     */
    public static SmallDisk ofSize(long bytes, int files) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("The size of a disk must be positive, but is " + bytes + " bytes.");
        }
        if (files < 2) {
            throw new IllegalArgumentException("A disk must have room for 2 files, but has it for " + files + ".");
        }
        return new SmallDisk(DiskMount.of(bytes, files), bytes);
    }

    /** Return the directory that the disk is, empty at first, where each user may write. */
    public Path path() {
        return mount.path();
    }

    /** Return how many bytes can still be written. */
    public long freeBytes() {
        return path().toFile().getUsableSpace(); // a FileStore looks for the mount, which may be in another namespace
    }

    /**
     * Write until nothing is left. As on any disk, files may still grow within their last block of 4 KiB, and what is written over needs no room; what
     * a server deletes is free again.
     */
    public synchronized void fill() {
        try (FileChannel file = FileChannel.open(
                ballast(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            // Whole chunks while they fit, then blocks: a write that is cut short is no error.
            append(file, CHUNK);
            append(file, BLOCK);
        } catch (IOException e) {
            throw new UncheckedIOException("The disk at " + path() + " could not be filled: " + e, e);
        }
    }

    private static void append(FileChannel file, int size) throws IOException {
        try {
            while (true) {
                file.write(ByteBuffer.allocate(size));
            }
        } catch (IOException full) {
            if (!isFull(full)) {
                throw full;
            }
        }
    }

    /** Make empty files until the disk can have no more of them; bytes are left as they are. */
    public synchronized void fillFiles() {
        try {
            Files.createDirectories(ballastFiles());
            for (int number = 0; ; number++) {
                Files.write(ballastFiles().resolve(Integer.toString(number)), new byte[0]);
            }
        } catch (IOException full) {
            if (!isFull(full)) {
                throw new UncheckedIOException("The disk at " + path() + " could not be filled: " + full, full);
            }
        }
    }

    /** Remove all that {@link #fill} and {@link #fillFiles} have written. */
    public synchronized void free() {
        try {
            Files.deleteIfExists(ballast());
            try (Stream<Path> files = Files.list(ballastFiles())) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(ballastFiles());
        } catch (NoSuchFileException none) {
            // It was not full of files.
        } catch (IOException e) {
            throw new UncheckedIOException("The disk at " + path() + " could not be freed: " + e, e);
        }
    }

    private Path ballast() {
        return path().resolve(".mmp-test-ballast");
    }

    private Path ballastFiles() {
        return path().resolve(".mmp-test-ballast-files");
    }

    /** The words for it are those of the locale; other failures, such as a file that is not there, have classes of their own. */
    private static boolean isFull(IOException failure) {
        return failure.getClass() == IOException.class || failure.getClass() == FileSystemException.class;
    }

    /** Take the disk away, with all that is on it. Closing it again has no effect. */
    @Override
    public void close() {
        mount.close();
    }

    /** Return its size and place. */
    @Override
    public String toString() {
        return "disk of %s bytes at %s".formatted(bytes, path());
    }
}
