package io.mmp.test.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps the README true: its snippets are copies of files that are compiled and run, or that build this project. */
class ReadmeTests {

    private static final Path ROOT = Path.of("..");

    /** A code block with the comment {@code <!-- from PATH -->} on the line before it. */
    private static final Pattern SNIPPET =
            Pattern.compile("(?:<!-- from (\\S+) -->\\n)?```(\\w+)\\n(.*?)```", Pattern.DOTALL);

    @Test
    void every_java_snippet_and_all_that_name_a_source_are_copies() throws IOException {
        List<Snippet> snippets = SNIPPET.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(match -> new Snippet(match.group(1), match.group(2), match.group(3)))
                .filter(snippet ->
                        snippet.source() != null || snippet.language().equals("java"))
                .toList();

        assertThat(snippets).isNotEmpty().allSatisfy(snippet -> {
            assertThat(snippet.source()).as("the comment before the snippet").isNotNull();
            assertThat(normalized(Files.readString(ROOT.resolve(snippet.source()))))
                    .contains(normalized(snippet.code()));
        });
    }

    private record Snippet(String source, String language, String code) {}

    /** A snippet may leave out the indentation that its lines have in the file. */
    private static String normalized(String code) {
        return code.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce("", (all, line) -> all + line + "\n");
    }
}
