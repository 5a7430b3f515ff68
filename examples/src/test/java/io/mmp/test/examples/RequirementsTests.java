package io.mmp.test.examples;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.examples.Requirement.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/requirements.md} true: all ids are there, and each row has tests that exist, or says why not. */
class RequirementsTests {

    private static final Path DOCS = Path.of("../docs");

    private static final Pattern LINK = Pattern.compile("(?m)^\\[([\\w.]+)]: (\\S+)$");

    private static final Pattern COUNT = Pattern.compile("(?m)^\\| (met|partly|missing) \\| .* \\| (\\d+) \\|$");

    private static final Pattern TEST = Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");

    private static final Pattern NIGHTLY = Pattern.compile("(?m)^@Tag\\(\"nightly\"\\)$");

    private final String page = Files.readString(DOCS.resolve("requirements.md"));

    private final Map<String, Path> classes = classes(page);

    RequirementsTests() throws IOException {}

    @Test
    void all_191_ids_are_there_once_and_in_order() {
        assertThat(expectedIds()).hasSize(191);
        assertThat(Requirement.in(page)).extracting(Requirement::id).containsExactlyElementsOf(expectedIds());
    }

    @Test
    void each_row_has_a_proof_or_says_why_not() {
        assertThat(Requirement.in(page)).allMatch(Requirement::isSound);
    }

    @Test
    void each_test_that_a_row_names_exists() {
        assertThat(Requirement.in(page).stream()
                        .flatMap(row -> row.proofs().stream())
                        .filter(proof -> !exists(proof)))
                .isEmpty();
    }

    @Test
    void what_runs_at_night_is_marked() {
        assertThat(Requirement.in(page).stream()
                        .flatMap(row -> row.proofs().stream())
                        .filter(proof -> proof.nightly()
                                != NIGHTLY.matcher(source(proof)).find()))
                .isEmpty();
    }

    @Test
    void states_are_counted() {
        Map<String, Long> counted = COUNT.matcher(page)
                .results()
                .collect(toMap(count -> count.group(1), count -> Long.valueOf(count.group(2))));

        Map<String, Long> rows = Requirement.in(page).stream().collect(groupingBy(Requirement::kind, counting()));
        assertThat(rows).containsExactlyInAnyOrderEntriesOf(counted);
    }

    @Test
    void each_class_is_named_and_each_name_is_of_the_class() {
        Set<String> named = Requirement.in(page).stream()
                .flatMap(row -> row.proofs().stream())
                .map(Proof::test)
                .collect(Collectors.toSet());

        assertThat(classes.keySet()).containsExactlyInAnyOrderElementsOf(named);
        assertThat(classes)
                .allSatisfy((label, file) -> assertThat(file.getFileName())
                        .hasToString(label.substring(label.lastIndexOf('.') + 1) + ".java"));
    }

    @Test
    void a_row_that_claims_what_is_not_so_is_seen() {
        assertThat(rows("| T01 | asked | met | |")).noneMatch(Requirement::isSound);
        assertThat(rows("| T01 | asked | met |  |")).noneMatch(Requirement::isSound);
        assertThat(rows("| T01 | asked | met | [RequirementsTests] |")).noneMatch(Requirement::isSound);
        assertThat(rows("| T01 | asked | missing |  |")).noneMatch(Requirement::isSound);
        assertThat(rows("| T01 | asked | missing: no time | [RequirementsTests] `a` |"))
                .noneMatch(Requirement::isSound);
        assertThat(rows("| T01 | asked | partly | [RequirementsTests] `a` |")).noneMatch(Requirement::isSound);
        assertThat(rows("| T01 | asked | missing: no time |  |")).hasSize(1).allMatch(Requirement::isSound);
        assertThat(rows("| T01 | asked | met | [A] `a`, `b`; [b.C] (nightly) `c` |"))
                .hasSize(1)
                .allMatch(Requirement::isSound)
                .flatExtracting(Requirement::proofs)
                .containsExactly(new Proof("A", "a", false), new Proof("A", "b", false), new Proof("b.C", "c", true));
    }

    @Test
    void a_test_that_there_is_not_is_seen() {
        assertThat(exists(new Proof("RequirementsTests", "a_test_that_there_is_not_is_seen", false)))
                .isTrue();
        assertThat(exists(new Proof("RequirementsTests", "a_test_that_there_is", false)))
                .isFalse();
        assertThat(exists(new Proof("RequirementsTests", "rows", false))).isFalse();
        assertThat(exists(new Proof("NoTests", "rows", false))).isFalse();
    }

    private static List<Requirement> rows(String row) {
        return Requirement.in(row);
    }

    private static List<String> expectedIds() {
        return Stream.of(
                        ids("000-%02d", 29),
                        ids("001-%02d", 40),
                        ids("002-%02d", 46),
                        ids("003-%02d", 44),
                        ids("004-S%d", 9),
                        ids("T%02d", 20),
                        ids("004-N%d", 3))
                .flatMap(ids -> ids)
                .toList();
    }

    private static Stream<String> ids(String form, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> {
            String digits = (number < 10 && form.contains("02") ? "0" : "") + number;
            return form.replaceAll("%\\d*d", digits);
        });
    }

    private static Map<String, Path> classes(String page) {
        return LINK.matcher(page).results().collect(toMap(link -> link.group(1), link -> DOCS.resolve(link.group(2))));
    }

    private boolean exists(Proof proof) {
        String source = source(proof);
        int method = source.indexOf(" void " + proof.method() + "(");
        return method >= 0
                && TEST.matcher(source.substring(Math.max(0, source.lastIndexOf(" void ", method - 1)), method))
                        .find();
    }

    private String source(Proof proof) {
        Path file = classes.get(proof.test());
        try {
            return file == null ? "" : Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
