package io.mmp.test.security;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Pattern;

/** Searches the files of a directory. */
final class SecretDirectory {

    private SecretDirectory() {}

    static void search(Path start, SecretContent content, List<Pattern> without) {
        if (!Files.exists(start)) {
            throw new SecretScanException(
                    "There is no %s, so that nothing can be searched. Name a directory or file.".formatted(start));
        }
        try {
            Path real = start.toRealPath();
            if (Files.isDirectory(real)) {
                Files.walkFileTree(real, new Visitor(real, content, without));
            } else {
                content.file(real.getFileName().toString(), real);
            }
        } catch (IOException e) {
            throw new SecretScanException(
                    "%s cannot be read (%s). Name a directory that this user may read.".formatted(start, e), e);
        }
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path root;
        private final SecretContent content;
        private final List<Pattern> without;

        Visitor(Path root, SecretContent content, List<Pattern> without) {
            this.root = root;
            this.content = content;
            this.without = without;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.endsWith(Path.of(".git", "objects"))) {
                content.leftOut.add(name(directory) + " (the history of git)");
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = name(file);
            if (without.stream().anyMatch(pattern -> pattern.matcher(name).matches())) {
                content.leftOut.add(name + " (left out by the test)");
            } else if (attributes.isSymbolicLink()) {
                // What it leads to inside is searched at its own place.
                if (!Files.exists(file) || !file.toRealPath().startsWith(root)) {
                    content.leftOut.add(name + " (a link that leads out of the directory)");
                }
            } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                content.file(name, file);
            } else {
                content.leftOut.add(name + " (neither a file nor a directory)");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            content.unjudged.add("%s (it cannot be read: %s)".formatted(name(file), e));
            return FileVisitResult.CONTINUE;
        }

        private String name(Path file) {
            return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        }
    }
}
