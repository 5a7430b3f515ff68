package io.mmp.test.mlflow.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Uploads, lists and downloads the artifacts of one run or model version.
 *
 * <p>Paths are relative to the artifact root, with {@code /} between names. A path with {@code ..}, an empty name, or a
 * character that MLflow would alter is refused with an {@link IllegalArgumentException}, before anything is sent. Files
 * are streamed: their size is not limited by memory.
 *
 * <p>Each call throws a {@link MlflowException} if the server does not answer, lacks what is read, or breaks off, and an
 * {@link java.io.UncheckedIOException} if a local file cannot be read or written.
 *
 * @since 0.1.0
 */
public final class ArtifactTree {

    private final ArtifactRoot root;
    private final TransferProgress progress;

    ArtifactTree(ArtifactRoot root, TransferProgress progress) {
        this.root = root;
        this.progress = progress;
    }

    /** Return the same artifacts, whose uploads and downloads report to a listener. */
    public ArtifactTree withProgress(TransferProgress listener) {
        return new ArtifactTree(root, listener);
    }

    /** Upload a file to the artifact root, and return its artifact path. */
    public String uploadFile(Path file) {
        return uploadFile(file, "");
    }

    /** Upload a file to an artifact directory, and return its artifact path; an artifact of that path is replaced. */
    public String uploadFile(Path file, String directory) {
        String name = LocalFiles.file(file).toAbsolutePath().getFileName().toString();
        String path = ArtifactPath.checked(ArtifactPath.join(ArtifactPath.checked(directory), name));
        put(path, file);
        return path;
    }

    /** Upload all files below a directory to the artifact root, and return their artifact paths. */
    public List<String> uploadDirectory(Path directory) {
        return uploadDirectory(directory, "");
    }

    /**
     * Upload all files below a directory to an artifact directory, and return their artifact paths.
     *
     * <p>All names are checked before the first file is sent. Symbolic links are followed, but one that leads out of the
     * directory is refused. Empty directories leave no trace: artifact stores know only files.
     */
    public List<String> uploadDirectory(Path directory, String into) {
        String target = ArtifactPath.checked(into);
        Map<String, Path> files = new LinkedHashMap<>();
        LocalFiles.below(directory)
                .forEach((path, file) -> files.put(ArtifactPath.checked(ArtifactPath.join(target, path)), file));
        files.forEach(this::put);
        return List.copyOf(files.keySet());
    }

    /** Return the files and directories at the artifact root, sorted by path. */
    public List<Artifact> list() {
        return children("");
    }

    /** Return the files and directories directly in an artifact directory, sorted by path. */
    public List<Artifact> list(String directory) {
        String path = ArtifactPath.checked(directory);
        List<Artifact> children = children(path);
        // MLflow lists a file and a missing directory as empty: only the directory above tells them apart.
        if (children.isEmpty() && !path.isEmpty() && !required(path).isDirectory()) {
            throw new MlflowException("Artifact '%s' of %s is a file, not a directory".formatted(path, root.owner()));
        }
        return children;
    }

    /** Return all files and directories below the artifact root, sorted by path. */
    public List<Artifact> walk() {
        return walk("");
    }

    /** Return all files and directories below an artifact directory, sorted by path. */
    public List<Artifact> walk(String directory) {
        List<Artifact> all = new ArrayList<>();
        for (Artifact child : list(directory)) {
            all.add(child);
            if (child.isDirectory()) {
                all.addAll(walk(child.path()));
            }
        }
        return all;
    }

    /** Return the file or directory of a path, if there is one. */
    public Optional<Artifact> find(String path) {
        String checked = ArtifactPath.checked(path);
        int slash = checked.lastIndexOf('/');
        return children(slash < 0 ? "" : checked.substring(0, slash)).stream()
                .filter(artifact -> artifact.path().equals(checked))
                .findFirst();
    }

    /** Open a file as a stream, which the caller closes. */
    public InputStream open(String path) {
        String file = ArtifactPath.checked(path);
        try {
            ServedFile served = root.rest().open(root.endpoint(file));
            return new ProgressStream(served.content(), progress, file, served.size());
        } catch (MlflowStatusException refusal) {
            if (required(file).isDirectory()) {
                throw new MlflowException(
                        "Artifact '%s' of %s is a directory, not a file".formatted(file, root.owner()), refusal);
            }
            throw refusal;
        }
    }

    /** Return the bytes of a file. */
    public byte[] read(String path) {
        try (InputStream content = open(path)) {
            return content.readAllBytes();
        } catch (IOException failure) {
            throw brokenOff(path, failure);
        }
    }

    /** Return the SHA-256 digest of a file as 64 lower-case hex digits. */
    public String sha256(String path) {
        try (InputStream content = open(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException failure) {
            throw brokenOff(path, failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /**
     * Download a file or a directory with all below it, and return where it is.
     *
     * <p>It keeps its name and appears in the given directory when it is complete: a failed download leaves nothing. Nothing
     * that exists is overwritten.
     */
    public Path download(String path, Path intoDirectory) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("The artifact root has no name to download it under: use downloadAll");
        }
        return new ArtifactDownload(this, intoDirectory).fetch(required(ArtifactPath.checked(path)));
    }

    /** Download each file and directory of the artifact root as {@link #download} does, and return where they are. */
    public List<Path> downloadAll(Path intoDirectory) {
        return list().stream()
                .map(artifact -> download(artifact.path(), intoDirectory))
                .toList();
    }

    MlflowException brokenOff(String path, IOException failure) {
        return new MlflowException(
                "The download of artifact '%s' of %s broke off: %s".formatted(path, root.owner(), failure), failure);
    }

    private Artifact required(String path) {
        if (path.isEmpty()) {
            return new Artifact("", true, 0);
        }
        return find(path)
                .orElseThrow(() -> new MlflowException("%s has no artifact '%s'; it has %s"
                        .formatted(capitalized(root.owner()), path, Inventory.of(this))));
    }

    private List<Artifact> children(String directory) {
        Json answer = root.rest().get("mlflow-artifacts/artifacts", "path", root.full(directory));
        return answer.objects("files").stream()
                .map(file -> {
                    String name = file.text("path");
                    if (!ArtifactPath.isSafeName(name)) {
                        throw new MlflowException("MLflow at %s lists an artifact of %s under the unsafe name '%s'"
                                .formatted(root.rest().base(), root.owner(), name));
                    }
                    return new Artifact(
                            ArtifactPath.join(directory, name), file.flag("is_dir"), file.number("file_size"));
                })
                .sorted(Comparator.comparing(Artifact::path))
                .toList();
    }

    private void put(String path, Path file) {
        try {
            long size = Files.size(file);
            root.rest().put(root.endpoint(path), size == 0 ? BodyPublishers.noBody() : body(path, file, size));
            if (size == 0) {
                progress.transferred(path, 0, 0);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private BodyPublisher body(String path, Path file, long size) {
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> {
                    try {
                        return new ProgressStream(Files.newInputStream(file), progress, path, size);
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                }),
                size);
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
