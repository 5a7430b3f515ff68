package io.mmp.test.mlflow.embedded.file;

import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The files of a server, all of them below one directory. */
public final class ArtifactStore {

    static final String UPLOADING = ".artifact.uploading.";
    private static final int ATTEMPTS = 10;

    private final Supplier<Path> directory;

    /** Use a directory, which is asked for when a file is written or read. */
    public ArtifactStore(Supplier<Path> directory) {
        this.directory = directory;
    }

    private Path root() {
        return directory.get().toAbsolutePath().normalize();
    }

    /** Tell whether a directory is at a path. */
    public boolean isDirectory(String path) throws IOException {
        return read(path, real -> real.attributes().isDirectory()).orElse(false);
    }

    /** Open the file at a path; empty if nothing is there. */
    Optional<OpenFile> open(String path) throws IOException {
        String name = FileNames.ofThisJvm().decode(locate(path));
        return read(path, real -> new OpenFile(name, real.open()));
    }

    private interface Reading<T> {
        T of(RealPath path) throws IOException;
    }

    /** Read what is at a path; who may write below the root may change where it leads meanwhile, and then it is tried again. */
    private <T> Optional<T> read(String path, Reading<T> reading) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Path target = resolve(path);
            if (!Files.exists(target)) {
                return Optional.empty();
            }
            try {
                Optional<RealPath> real = RealPath.of(root().toRealPath(), target);
                if (real.isPresent()) {
                    return Optional.of(reading.of(real.get()));
                }
            } catch (AccessDeniedException denied) {
                throw denied;
            } catch (FileSystemException changed) {
                // A part of the path is gone, or has become a link.
            }
        }
        throw RestException.invalid("Invalid path");
    }

    /** Return the path, or refuse one that a symbolic link leads out of the root. */
    private Path resolve(String path) throws IOException {
        Path target = locate(path);
        Path existing = target;
        while (!Files.exists(existing) && !existing.equals(root())) {
            existing = parentOf(existing);
        }
        if (!target.startsWith(root()) || leadsOut(existing)) {
            throw RestException.invalid("Invalid path");
        }
        return target;
    }

    private boolean leadsOut(Path existing) throws IOException {
        try {
            return !existing.toRealPath().startsWith(root().toRealPath());
        } catch (NoSuchFileException nothing) {
            return false;
        }
    }

    private Path locate(String path) {
        try {
            return root().resolve(FileNames.ofThisJvm().encode(path)).normalize();
        } catch (InvalidPathException e) {
            throw RestException.invalid("Invalid path");
        }
    }

    /** Return the entries of a directory by name, as they go over the wire; none if there is no such directory. */
    List<Map<String, Object>> list(String path) throws IOException {
        return read(path, this::entries).orElse(List.of());
    }

    private List<Map<String, Object>> entries(RealPath directory) throws IOException {
        if (!directory.attributes().isDirectory()) {
            return List.of();
        }
        Map<String, Map<String, Object>> entries = new TreeMap<>(PythonText.ORDER);
        for (Map.Entry<Path, BasicFileAttributes> entry : directory.entries().entrySet()) {
            if (!nameOf(entry.getKey()).startsWith(UPLOADING)) {
                String name = FileNames.ofThisJvm().decode(entry.getKey());
                entries.put(name, tree(name, followed(directory, entry)));
            }
        }
        return List.copyOf(entries.values());
    }

    /** Return what an entry is, or what its link leads to; empty if that is nothing, or not below the root. */
    private static Optional<BasicFileAttributes> followed(
            RealPath directory, Map.Entry<Path, BasicFileAttributes> entry) {
        if (!entry.getValue().isSymbolicLink()) {
            return Optional.of(entry.getValue());
        }
        try {
            Optional<RealPath> end =
                    RealPath.of(directory.root(), directory.path().resolve(entry.getKey()));
            return end.isPresent() ? Optional.of(end.get().attributes()) : Optional.empty();
        } catch (IOException leadsNowhere) {
            return Optional.empty();
        }
    }

    /** Return what is below an artifact URI as a listing goes over the wire, with paths relative to that URI. */
    public Map<String, Object> listing(String rootUri, String path) throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("root_uri", rootUri);
        List<Map<String, Object>> files = new ArrayList<>();
        for (Map<String, Object> file : list(ArtifactUri.pathOf(rootUri, path))) {
            String name = String.valueOf(file.get("path"));
            Map<String, Object> relative = new LinkedHashMap<>(file);
            relative.put("path", path.isEmpty() ? name : ArtifactUri.append(path, name));
            files.add(relative);
        }
        Trees.putUnlessEmpty(answer, "files", files);
        return answer;
    }

    /** Write a file; nobody sees a part of it. */
    public void write(String path, InputStream content) throws IOException {
        Path target = resolve(path);
        if (nameOf(target).startsWith(UPLOADING)) {
            throw RestException.invalid("Invalid artifact file name: '" + nameOf(target)
                    + "'. Artifact names starting with '" + UPLOADING + "' are reserved.");
        }
        Path realRoot = Files.createDirectories(root()).toRealPath();
        // In the root, which nobody moves: a directory below it may have become a link to elsewhere.
        Path partial = Files.createTempFile(realRoot, UPLOADING, "");
        try {
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(partial), OpenFile.BLOCK)) {
                content.transferTo(file);
            }
            place(partial, target, realRoot);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private void place(Path partial, Path target, Path realRoot) throws IOException {
        Optional<SecureDirectory> directory = SecureDirectory.of(realRoot);
        if (directory.isEmpty()) {
            Files.createDirectories(parentOf(target));
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try (SecureDirectory parent = directory.get()) {
            parent.make(belowRoot(parentOf(target), realRoot));
            parent.adopt(nameIn(partial), nameIn(target));
        }
    }

    /** Return the last part of a path as it stands in the file system: in a POSIX locale a text of it may be no path. */
    private static Path nameIn(Path path) {
        return Objects.requireNonNull(path.getFileName());
    }

    /** Return the path from the real root to a directory, of which the part that is there is real. */
    private Path belowRoot(Path directory, Path realRoot) throws IOException {
        Path existing = directory;
        while (!Files.exists(existing) && !existing.equals(root())) {
            existing = parentOf(existing);
        }
        Path real = existing.toRealPath().resolve(existing.relativize(directory));
        if (!real.startsWith(realRoot)) {
            throw RestException.invalid("Invalid path");
        }
        return realRoot.relativize(real);
    }

    /** Delete a file or a directory with all that is in it; nothing to delete is fine. */
    void delete(String path) throws IOException {
        Path target = resolve(path);
        if (!Files.exists(target)) {
            return;
        }
        Path realRoot = root().toRealPath();
        Optional<SecureDirectory> directory = SecureDirectory.of(realRoot);
        if (directory.isPresent()) {
            try (SecureDirectory parent = directory.get()) {
                if (target.equals(root())) {
                    parent.clear();
                    Files.delete(root());
                } else {
                    parent.enter(belowRoot(parentOf(target), realRoot));
                    parent.delete(nameIn(target));
                }
            }
            return;
        }
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Return the last part of a path. */
    static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static Path parentOf(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw RestException.invalid("Invalid path");
        }
        return parent;
    }

    private static Map<String, Object> tree(String name, Optional<BasicFileAttributes> entry) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("path", name);
        tree.put("is_dir", entry.filter(BasicFileAttributes::isDirectory).isPresent());
        entry.filter(BasicFileAttributes::isRegularFile)
                .map(BasicFileAttributes::size)
                .filter(size -> size > 0)
                .ifPresent(size -> tree.put("file_size", size));
        return tree;
    }
}
