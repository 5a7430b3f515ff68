package io.mmp.test.security;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Locale;

/** Prints how fast secrets are searched, side by side with gitleaks in one run, on this module's main sources and on files made from seeds. Rounds alternate; the median counts. */
final class SecretBenchmark {

    private static final int ROUNDS = 3;
    private static final int CORPORA = 10;

    private SecretBenchmark() {}

    /** Compare. */
    public static void main(String[] args) throws Exception {
        GoProgram gitleaks = GoProgram.find("gitleaks");
        Path directory = Files.createTempDirectory("secrets");
        try {
            for (int seed = 0; seed < CORPORA; seed++) {
                SecretCorpus.write(directory.resolve("corpus-" + seed), seed);
            }
            copy(Path.of("src/main"), directory.resolve("src"));
            double[] ours = new double[ROUNDS];
            double[] theirs = new double[ROUNDS];
            long bytes = SecretScan.of(directory).report().bytes();
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                SecretScan.of(directory).report();
                ours[round] = bytes * 1e3 / (System.nanoTime() - start);
                start = System.nanoTime();
                gitleaks.run(directory, "dir", ".", "--no-banner", "--max-decode-depth", "1");
                theirs[round] = bytes * 1e3 / (System.nanoTime() - start);
            }
            Arrays.sort(ours);
            Arrays.sort(theirs);
            System.out.printf(
                    Locale.ROOT,
                    "Secrets in %.1f MB; medians of %s rounds that alternate, ours in a warm JVM: gitleaks %.1f MB/s, ours %.1f MB/s, ours : gitleaks %.1f%n",
                    bytes / 1e6,
                    ROUNDS,
                    theirs[ROUNDS / 2],
                    ours[ROUNDS / 2],
                    ours[ROUNDS / 2] / theirs[ROUNDS / 2]);
        } finally {
            delete(directory);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, IOException failure) throws IOException {
                Files.delete(path);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
