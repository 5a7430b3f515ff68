package io.mmp.test.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Aborts a test, with the reason, on a machine that lacks a program which the test is about. */
public final class RequiredProgram {

    private RequiredProgram() {}

    /** Go on only if the program is in {@code PATH}. */
    public static void require(String name) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(entry -> Files.isExecutable(Path.of(entry, name))),
                () -> name + " is not in PATH");
    }
}
