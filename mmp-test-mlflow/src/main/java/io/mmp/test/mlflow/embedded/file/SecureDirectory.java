package io.mmp.test.mlflow.embedded.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An open directory below a root, reached without following a symbolic link: it stays the same one whatever others do to its path.
 *
 * <p>A path that was found to be safe can lead elsewhere a moment later, when someone who may write below the root has put a link in
 * the place of a directory.
 */
final class SecureDirectory implements AutoCloseable {

    private static final int ATTEMPTS = 10;

    private final Path root;
    private final SecureDirectoryStream<Path> top;
    private SecureDirectoryStream<Path> stream;

    private SecureDirectory(Path root, SecureDirectoryStream<Path> top) {
        this.root = root;
        this.top = top;
        this.stream = top;
    }

    /** Open a root, a real path; empty where the operating system cannot open files relative to an open directory. */
    @SuppressWarnings("StreamResourceLeak") // closed with the directory, or here
    static Optional<SecureDirectory> of(Path root) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(root);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return Optional.of(new SecureDirectory(root, secure));
        }
        stream.close();
        return Optional.empty();
    }

    /** Go down to a directory below; it must be there, and no part of its path may be a link. */
    void enter(Path relative) throws IOException {
        for (Path name : relative) {
            if (!name.toString().isEmpty()) {
                move(stream.newDirectoryStream(name, NOFOLLOW_LINKS));
            }
        }
    }

    /** Go down to a directory below, which is made if it is missing. */
    void make(Path relative) throws IOException {
        for (Path name : relative) {
            if (!name.toString().isEmpty()) {
                move(opened(name));
            }
        }
    }

    /** Move a file or directory of the root here, in the place of any file of that name. */
    void adopt(Path inRoot, Path name) throws IOException {
        top.move(inRoot, stream, name);
    }

    /** Open a file here to be read; a link is no file. */
    SeekableByteChannel open(Path name) throws IOException {
        return stream.newByteChannel(name, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
    }

    /** Return what a file, directory or link here is; this directory itself if the name is empty. */
    BasicFileAttributes attributes(Path name) throws IOException {
        return (name.toString().isEmpty()
                        ? stream.getFileAttributeView(BasicFileAttributeView.class)
                        : stream.getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS))
                .readAttributes();
    }

    /** Return the names of all that is here. */
    List<Path> names() {
        List<Path> names = new ArrayList<>();
        stream.forEach(entry -> names.add(Objects.requireNonNull(entry.getFileName())));
        return names;
    }

    /** Delete a file, or a directory with all that is in it; links are deleted, not followed. */
    void delete(Path name) throws IOException {
        delete(stream, name);
    }

    /** Delete all that is in this directory. */
    void clear() throws IOException {
        for (Path entry : stream) {
            delete(stream, entry.getFileName());
        }
    }

    @Override
    public void close() throws IOException {
        if (stream != top) {
            stream.close();
        }
        top.close();
    }

    private SecureDirectoryStream<Path> opened(Path name) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return stream.newDirectoryStream(name, NOFOLLOW_LINKS);
            } catch (NoSuchFileException missing) {
                if (attempt == ATTEMPTS) {
                    throw missing;
                }
                create(name);
            }
        }
    }

    /** Java cannot make a directory in an open one, but it can move one there from the root, whose path nobody changes. */
    private void create(Path name) throws IOException {
        Path made = Files.createDirectory(root.resolve(ArtifactStore.UPLOADING + UUID.randomUUID()));
        try {
            adopt(made.getFileName(), name);
        } catch (FileAlreadyExistsException others) {
            Files.deleteIfExists(made);
        } catch (IOException failure) {
            Files.deleteIfExists(made);
            throw failure;
        }
    }

    private void move(SecureDirectoryStream<Path> below) throws IOException {
        if (stream != top) {
            stream.close();
        }
        stream = below;
    }

    private static void delete(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        boolean isDirectory = directory
                .getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
        if (!isDirectory) {
            directory.deleteFile(name);
            return;
        }
        try (SecureDirectoryStream<Path> below = directory.newDirectoryStream(name, NOFOLLOW_LINKS)) {
            for (Path entry : below) {
                delete(below, entry.getFileName());
            }
        }
        directory.deleteDirectory(name);
    }
}
