package io.mmp.test.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps what is printed free of the JVM's locale, see CONTRIBUTING.md.
 *
 * <p>Error Prone's {@code DefaultLocale} forbids it where the JDK formats; the descriptions and messages of AssertJ it does not know.
 */
class LocaleFreeTests {

    private static final List<Path> MODULES = List.of(
            Path.of("../mmp-test-core/src/main/java"),
            Path.of("../mmp-test-mlflow/src/main/java"),
            Path.of("../mmp-test-feast/src/main/java"));

    /** Formats a number; {@code %s} prints it as {@code String.valueOf} does, whatever the locale. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?:failWithMessage|withFailMessage|describedAs|\\bas)\\(\\s*\"(?:[^\"\\\\]|\\\\.)*%[-+ 0,(#]*\\d*(?:\\.\\d+)?[dfeg]");

    @Test
    void numbers_in_messages_of_assertions_are_free_of_the_locale() {
        assertThat(MODULES).allSatisfy(module -> assertThat(offenders(module)).isEmpty());
        assertThat(NUMBER.matcher("failWithMessage(\n    \"%nExpecting %s to have %d bytes\"")
                        .find())
                .isTrue();
    }

    private static List<String> offenders(Path module) {
        List<String> offenders = new ArrayList<>();
        try (Stream<Path> files = Files.walk(module)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher matcher = NUMBER.matcher(Files.readString(file));
                while (matcher.find()) {
                    offenders.add(file + ": " + matcher.group());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return offenders;
    }
}
