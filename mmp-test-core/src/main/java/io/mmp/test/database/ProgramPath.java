package io.mmp.test.database;

import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for programs in the directories of {@code PATH}. */
final class ProgramPath {

    private ProgramPath() {}

    static String get() {
        return System.getenv().getOrDefault("PATH", "");
    }

    static Stream<Path> entries(String path) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .map(Path::of);
    }
}
