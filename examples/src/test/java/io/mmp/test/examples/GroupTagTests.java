package io.mmp.test.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the groups of this project's tests true: a class that starts processes is no unit test, see CONTRIBUTING.md. */
class GroupTagTests {

    private static final List<Path> MODULES = List.of(
            Path.of("../mmp-test-core/src/test/java"),
            Path.of("../mmp-test-mlflow/src/test/java"),
            Path.of("../mmp-test-feast/src/test/java"),
            Path.of("src/test/java"));

    /** What starts a process, or skips a class on a machine that lacks something. */
    private static final Pattern START = Pattern.compile(
            "\\bnew ProcessBuilder\\(|\\bManagedServer\\.start\\(|\\bServerFixture\\.of\\(|^@EnabledIf",
            Pattern.MULTILINE);

    private static final Pattern TAG = Pattern.compile("^@Tag\\(\"(integration|e2e)\"\\)$", Pattern.MULTILINE);

    @Test
    void every_class_that_starts_processes_is_tagged() {
        assertThat(MODULES).allSatisfy(module -> assertThat(untagged(module)).isEmpty());
    }

    private static List<String> untagged(Path module) {
        Map<String, String> sources = sources(module);
        // These name what they look for.
        sources.remove(GroupTagTests.class.getSimpleName());
        sources.remove("TestRulesTests");
        Map<String, String> starting = new HashMap<>();
        int before;
        do {
            before = starting.size();
            sources.forEach((name, source) -> {
                if (START.matcher(source).find()
                        || starting.keySet().stream().anyMatch(helper -> uses(helper, source))) {
                    starting.put(name, source);
                }
            });
        } while (starting.size() > before);
        return starting.keySet().stream()
                .filter(name -> name.endsWith("Tests"))
                .filter(Predicate.not(name -> TAG.matcher(starting.get(name)).find()))
                .sorted()
                .toList();
    }

    private static boolean uses(String helper, String source) {
        return !helper.endsWith("Tests")
                && Pattern.compile("\\b" + helper + "\\b").matcher(source).find();
    }

    private static Map<String, String> sources(Path module) {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(module)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                sources.merge(name, Files.readString(file), String::concat);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }
}
