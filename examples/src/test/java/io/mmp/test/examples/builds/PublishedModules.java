package io.mmp.test.examples.builds;

import io.mmp.test.feast.IsolatedFeast;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.server.ManagedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** This library as a project finds it that depends on it: its jars, and a local repository with them and all that this build has. */
final class PublishedModules {

    static final String VERSION = "0.1.0-SNAPSHOT";

    private PublishedModules() {}

    /** Write the jar of the module that has this class, with the name that the module has on a module path. */
    static Path jar(Class<?> type, String moduleName, Path jar) {
        try {
            Path classes = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isRegularFile(classes)) {
                return Files.copy(classes, jar);
            }
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().putValue("Automatic-Module-Name", moduleName);
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(out, manifest);
                    Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                    Files.copy(file, entries);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Make a local repository that has these modules beside what the one of this build has, which downloads go to. */
    static Path repository(Path directory) {
        try {
            Path build = Path.of(System.getProperty("localRepository"));
            link(build, directory, Set.of("io"));
            link(build.resolve("io"), Files.createDirectories(directory.resolve("io")), Set.of("mmp"));
            Path group = Files.createDirectories(directory.resolve("io/mmp/test"));
            publish(group, "mmp-test", Path.of("../pom.xml"));
            publish(group, "mmp-test-bom", Path.of("../mmp-test-core/bom/pom.xml"));
            publish(group, "mmp-test-core", Path.of("../mmp-test-core/pom.xml"));
            publish(group, "mmp-test-mlflow", Path.of("../mmp-test-mlflow/pom.xml"));
            publish(group, "mmp-test-feast", Path.of("../mmp-test-feast/pom.xml"));
            jar(ManagedServer.class, "io.mmp.test.core", file(group, "mmp-test-core", "jar"));
            jar(MlflowTracking.class, "io.mmp.test.mlflow", file(group, "mmp-test-mlflow", "jar"));
            jar(IsolatedFeast.class, "io.mmp.test.feast", file(group, "mmp-test-feast", "jar"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Keep what was downloaded of groups that the repository of this build had nothing of: the next build finds it. The rest went there by
     * itself.
     */
    static void keepDownloads(Path repository) {
        Path build = Path.of(System.getProperty("localRepository"));
        try (Stream<Path> files = Files.walk(repository)) { // not through links
            for (Path file : files.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                            && !path.startsWith(repository.resolve("io/mmp")))
                    .toList()) {
                Path kept = build.resolve(repository.relativize(file));
                Files.createDirectories(kept.getParent());
                Path whole = Files.copy(
                        file,
                        kept.resolveSibling(kept.getFileName() + "." + UUID.randomUUID()),
                        StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(whole, kept, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Take the links to what the build has out of a repository, so that nobody deletes through them. */
    static void unlink(Path repository) {
        try (Stream<Path> files = Files.walk(repository, 2)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path from, Path to, Set<String> without) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(from)) {
            all = files.filter(file -> !without.contains(file.getFileName().toString()))
                    .toList();
        }
        for (Path file : all) {
            Files.createSymbolicLink(to.resolve(file.getFileName()), file);
        }
    }

    private static void publish(Path group, String artifact, Path pom) throws IOException {
        Path file = file(group, artifact, "pom");
        Files.createDirectories(file.getParent());
        Files.copy(pom, file);
    }

    private static Path file(Path group, String artifact, String extension) {
        return group.resolve(artifact).resolve(VERSION).resolve(artifact + "-" + VERSION + "." + extension);
    }
}
