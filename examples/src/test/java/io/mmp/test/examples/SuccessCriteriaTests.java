package io.mmp.test.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the table of success criteria true: each box names tests, and these exist. */
class SuccessCriteriaTests {

    private static final Pattern NAMED = Pattern.compile("`(\\w+Tests)\\.(\\w+)`");

    @Test
    void each_box_names_a_test() throws IOException {
        List<String> boxes = boxes();

        assertThat(boxes).hasSize(12).allMatch(box -> NAMED.matcher(box).find());
    }

    @Test
    void each_test_that_a_box_names_exists() throws IOException {
        assertThat(boxes().stream()
                        .flatMap(box -> NAMED.matcher(box).results())
                        .filter(named -> !exists(named))
                        .map(MatchResult::group))
                .isEmpty();
    }

    private static List<String> boxes() throws IOException {
        return Files.readAllLines(Path.of("SUCCESS-CRITERIA.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| box |") && !line.startsWith("| **"))
                .toList();
    }

    private static boolean exists(MatchResult named) {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.endsWith(named.group(1) + ".java"))
                    .anyMatch(file -> hasTest(file, named.group(2)));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasTest(Path file, String method) {
        try {
            return Pattern.compile("@Test\\s+(?:@\\w+(?:\\([^)]*\\))?\\s+)*void " + method + "\\(")
                    .matcher(Files.readString(file))
                    .find();
        } catch (IOException e) {
            return false;
        }
    }
}
