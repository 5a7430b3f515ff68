package io.mmp.test.mlflow.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Fetches artifacts into a staging directory beside their target, and moves them there when they are complete. */
record ArtifactDownload(ArtifactTree artifacts, Path intoDirectory) {

    Path fetch(Artifact artifact) {
        Path target = LocalNames.in(intoDirectory, artifact);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new MlflowException(
                    "Artifact '%s' is not downloaded to '%s', which already exists: delete that or choose another directory"
                            .formatted(artifact.path(), target));
        }
        try {
            Path staging = Files.createTempDirectory(Files.createDirectories(intoDirectory), ".download");
            try {
                Path complete = staging.resolve(artifact.name());
                write(artifact, complete);
                return Files.move(complete, target);
            } finally {
                delete(staging);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(Artifact artifact, Path target) throws IOException {
        if (artifact.isDirectory()) {
            Files.createDirectory(target);
            for (Artifact child : artifacts.list(artifact.path())) {
                write(child, LocalNames.in(target, child));
            }
            return;
        }
        try (InputStream content = artifacts.open(artifact.path());
                OutputStream file = new BufferedOutputStream(
                        Files.newOutputStream(target, StandardOpenOption.CREATE_NEW), MlflowRest.BLOCK)) {
            content.transferTo(file);
        } catch (IOException failure) {
            throw artifacts.brokenOff(artifact.path(), failure);
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
