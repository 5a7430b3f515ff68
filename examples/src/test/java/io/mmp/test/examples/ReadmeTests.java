package io.mmp.test.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the README and the pages of {@code docs} true: their snippets are copies of files that are compiled and run, or that build this project. */
class ReadmeTests {

    private static final Path ROOT = Path.of("..");

    /** A code block with the comment {@code <!-- from PATH -->} on the line before it. */
    private static final Pattern SNIPPET =
            Pattern.compile("(?:<!-- from (\\S+) -->\\n)?```(\\w+)\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @ParameterizedTest
    @MethodSource("pages")
    void every_java_snippet_and_all_that_name_a_source_are_copies(Path page) throws IOException {
        List<Snippet> snippets = SNIPPET.matcher(Files.readString(page))
                .results()
                .map(match -> new Snippet(match.group(1), match.group(2), match.group(3)))
                .filter(snippet ->
                        snippet.source() != null || snippet.language().equals("java"))
                .toList();

        assertThat(snippets).allSatisfy(snippet -> {
            assertThat(snippet.source()).as("the comment before the snippet").isNotNull();
            assertThat(normalized(Files.readString(ROOT.resolve(snippet.source()))))
                    .contains(normalized(snippet.code()));
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_to_a_file_of_the_project_leads_somewhere(Path page) throws IOException {
        List<String> dead = LINK.matcher(SNIPPET.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                .filter(link -> !leadsSomewhere(page, link))
                .toList();

        assertThat(dead).isEmpty();
    }

    @Test
    void every_page_of_docs_is_in_its_table() throws IOException {
        String table = Files.readString(ROOT.resolve("docs/README.md"));

        assertThat(pages())
                .filteredOn(page -> page.startsWith(ROOT.resolve("docs")))
                .allSatisfy(page -> {
                    String name = page.getFileName().toString();
                    assertThat(name.equals("README.md") || table.contains("](" + name + ")"))
                            .isTrue();
                });
    }

    @Test
    void the_messages_of_the_troubleshooting_page_are_ours() throws IOException {
        String sources = mainSources();

        List<String> strangers = Files.readString(ROOT.resolve("docs/troubleshooting.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line ->
                        Stream.of(line.substring(3, line.indexOf('`', 3)).split("…")))
                .filter(part -> !sources.contains(part))
                .toList();

        assertThat(strangers).isEmpty();
    }

    @Test
    void the_readme_is_a_screen_and_a_half() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    /** Return the sources of the library, with the literals that are one text in one line. */
    private static String mainSources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : List.of("core", "mlflow", "feast")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve("mmp-test-" + module + "/src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    all.append(Files.readString(file).replaceAll("\"\\s*\\+ \"", ""));
                }
            }
        }
        return all.toString();
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        try {
            return Files.exists(target)
                    && (parts.length == 1 || anchors(Files.readString(target)).contains(parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return the anchors that GitHub gives the headings of a page. */
    private static List<String> anchors(String page) {
        return page.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .toList();
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
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
