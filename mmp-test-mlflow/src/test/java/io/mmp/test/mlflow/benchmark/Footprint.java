package io.mmp.test.mlflow.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Prints what a module brings along, and needs nothing but the JDK, so that the source file can be run for any module. */
final class Footprint {

    private static final List<String> HAS_EVERY_PROJECT = List.of("junit-", "opentest4j-", "apiguardian-");

    private Footprint() {}

    /** Print the jars of a class path with their sizes: the name of the module, then its runtime class path. */
    public static void main(String... arguments) throws IOException {
        System.out.printf(Locale.ROOT, "%nWhat %s brings along, without JUnit:%n", arguments[0]);
        long total = 0;
        for (String entry : arguments[1].split(Pattern.quote(File.pathSeparator), -1)) {
            Path jar = Path.of(entry);
            String name = jar.getFileName().toString();
            if (Files.isRegularFile(jar) && HAS_EVERY_PROJECT.stream().noneMatch(name::startsWith)) {
                System.out.printf(Locale.ROOT, "%,14d  %s%n", Files.size(jar), name);
                total += Files.size(jar);
            }
        }
        System.out.printf(Locale.ROOT, "%,14d  bytes%n", total);
    }
}
