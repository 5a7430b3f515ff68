package io.mmp.test.lock;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes files and directories that everybody may use who may make such a thing beside them, whatever the umask of who made them: in the
 * temp directory all users of the machine, in a directory of one user that user.
 *
 * <p>Each is made under another name, gets its permissions, and then its name, so that nobody meets it half made. A file that is there is
 * never opened with {@code O_CREAT}: where {@code fs.protected_regular} is set, Linux refuses that in a sticky directory to everybody
 * but the file's owner, root included.
 */
final class SharedFiles {

    private static final String MODE = "unix:mode";
    private static final String GROUP = "unix:gid";
    private static final int STICKY = 01000;

    /** Whom the write permission of the directory counts for: the group, and all others. */
    private static final int[] CLASSES = {0070, 0007};

    private static final int WRITE_BITS = 0222;
    private static final int FILE_BITS = 0666;

    private static final AtomicLong DRAFTS = new AtomicLong(System.nanoTime());

    private SharedFiles() {}

    /** Open a file for reading and writing, and make it if it is not there. */
    static FileChannel open(Path file) throws IOException {
        try {
            FileChannel channel = FileChannel.open(file, READ, WRITE);
            widen(file);
            return channel;
        } catch (NoSuchFileException missing) {
            create(file);
            return FileChannel.open(file, READ, WRITE);
        } catch (AccessDeniedException e) {
            throw refused(file, e);
        }
    }

    /** Make a directory and those above it where they are not there. */
    static Path createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            createDirectories(directory.toAbsolutePath().resolveSibling(""));
            createDirectory(directory, STICKY);
        }
        return directory;
    }

    /** Make a directory whose files anybody may remove who may write there. */
    static void createOpenDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) {
            createDirectory(directory, 0);
        }
        if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(directory.toString()); // a link that somebody else has put there
        }
    }

    private static void createDirectory(Path directory, int sticky) throws IOException {
        Path draft = draftOf(directory);
        try {
            Files.createDirectory(draft);
            share(draft, directory, 0777, sticky);
            Files.move(draft, directory, ATOMIC_MOVE);
        } catch (FileSystemException e) {
            Files.deleteIfExists(draft);
            if (!Files.isDirectory(directory)) {
                throw Files.exists(directory, NOFOLLOW_LINKS)
                        ? new FileAlreadyExistsException(directory.toString())
                        : asOf(directory, e);
            }
        }
    }

    private static void create(Path file) throws IOException {
        Path draft = draftOf(file);
        try {
            Files.createFile(draft);
            share(draft, file, FILE_BITS, 0);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // that one counts
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            createInPlace(file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void createInPlace(Path file) throws IOException {
        try {
            Files.createFile(file);
            share(file, file, FILE_BITS, 0);
        } catch (FileAlreadyExistsException another) {
            // that one counts
        }
    }

    /** Name what was wanted instead of its draft. */
    private static FileSystemException asOf(Path wanted, FileSystemException e) {
        return e instanceof AccessDeniedException
                ? new AccessDeniedException(wanted.toString())
                : new FileSystemException(wanted.toString(), null, e.getReason());
    }

    /** Let everybody read a file who reaches it, whatever the umask. */
    static void letAllRead(Path file) throws IOException {
        if (isUnix(file)) {
            Files.setAttribute(file, MODE, 0644);
        }
    }

    private static Path draftOf(Path path) {
        return path.resolveSibling("%s.%s-%s.new"
                .formatted(path.getFileName(), ProcessHandle.current().pid(), DRAFTS.incrementAndGet()));
    }

    /** Give a file that was made otherwise the permissions that it would have from here: only an empty one, as lock files are. */
    private static void widen(Path file) throws IOException {
        if (isUnix(file) && isOwn(file) && Files.size(file) == 0) {
            share(file, file, FILE_BITS, 0);
        }
    }

    private static boolean isOwn(Path file) throws IOException {
        return Files.isRegularFile(file, NOFOLLOW_LINKS)
                && Files.getAttribute(file, "unix:uid").equals(UserName.uid().orElse(null));
    }

    /** Give it the permissions that its directory has: {@code bits} to each class of users that may write there. */
    private static void share(Path made, Path name, int bits, int sticky) throws IOException {
        if (!isUnix(made)) {
            return;
        }
        Path parent = name.toAbsolutePath().resolveSibling("");
        int above = (Integer) Files.getAttribute(parent, MODE);
        int mode = (Integer) Files.getAttribute(made, MODE);
        int wanted = mode | (above & sticky);
        for (int users : CLASSES) {
            if ((above & users & WRITE_BITS) != 0) {
                wanted |= bits & users;
            }
        }
        if (wanted != mode) {
            takeGroup(made, Files.getAttribute(parent, GROUP));
            Files.setAttribute(made, MODE, wanted & 07777);
        }
    }

    private static void takeGroup(Path made, Object group) throws IOException {
        if (!group.equals(Files.getAttribute(made, GROUP))) {
            try {
                Files.setAttribute(made, GROUP, group);
            } catch (FileSystemException notAMember) {
                // its members use what is given to all others
            }
        }
    }

    private static boolean isUnix(Path path) {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        return views.contains("unix");
    }

    private static IOException refused(Path file, AccessDeniedException e) {
        try {
            return new IOException(
                    "it belongs to '%s', and '%s' may not write it; its owner can allow that with: chmod a+rw %s"
                            .formatted(Files.getOwner(file).getName(), UserName.get(), file),
                    e);
        } catch (IOException unknown) {
            return e;
        }
    }
}
