package io.mmp.test.mlflow.embedded.file;

import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a server, all of them below one directory. */
public final class ArtifactStore {

    static final String UPLOADING = ".artifact.uploading.";

    private final Path root;

    public ArtifactStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Return the file or directory at a path, or refuse a path that a symbolic link leads out of the root. */
    public Path resolve(String path) throws IOException {
        Path target = locate(path);
        Path existing = target;
        while (!Files.exists(existing) && !existing.equals(root)) {
            existing = parentOf(existing);
        }
        if (!target.startsWith(root)
                || (Files.exists(existing) && !existing.toRealPath().startsWith(root.toRealPath()))) {
            throw RestException.invalid("Invalid path");
        }
        return target;
    }

    private Path locate(String path) {
        try {
            return root.resolve(FileNames.ofThisJvm().encode(path)).normalize();
        } catch (InvalidPathException e) {
            throw RestException.invalid("Invalid path");
        }
    }

    /** Return the entries of a directory by name, as they go over the wire; none if there is no such directory. */
    List<Map<String, Object>> list(String path) throws IOException {
        Path directory = resolve(path);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !nameOf(entry).startsWith(UPLOADING))
                    .sorted(Comparator.comparing(FileNames.ofThisJvm()::decode))
                    .map(ArtifactStore::describe)
                    .toList();
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
    void write(String path, InputStream content) throws IOException {
        Path target = resolve(path);
        if (nameOf(target).startsWith(UPLOADING)) {
            throw RestException.invalid("Invalid artifact file name: '" + nameOf(target)
                    + "'. Artifact names starting with '" + UPLOADING + "' are reserved.");
        }
        Path realRoot = Files.createDirectories(root).toRealPath();
        // In the root, which nobody moves: a directory below it may have become a link to elsewhere.
        Path partial = Files.createTempFile(realRoot, UPLOADING, "");
        try {
            Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
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
        while (!Files.exists(existing) && !existing.equals(root)) {
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
        Path realRoot = root.toRealPath();
        Optional<SecureDirectory> directory = SecureDirectory.of(realRoot);
        if (directory.isPresent()) {
            try (SecureDirectory parent = directory.get()) {
                if (target.equals(root)) {
                    parent.clear();
                    Files.delete(root);
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

    private static Map<String, Object> describe(Path entry) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("path", FileNames.ofThisJvm().decode(entry));
        tree.put("is_dir", Files.isDirectory(entry));
        long size = Files.isDirectory(entry) ? 0 : entry.toFile().length();
        if (size > 0) {
            tree.put("file_size", size);
        }
        return tree;
    }
}
