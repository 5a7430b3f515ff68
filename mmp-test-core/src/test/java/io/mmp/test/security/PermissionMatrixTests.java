package io.mmp.test.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.security.PermissionMatrix.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionMatrixTests {

    @TempDir
    Path directory;

    private static final String BY_ACTION = "action,viewer,editor\nlist,allowed,allowed\ncreate,denied,allowed\n";
    private static final String BY_SUBJECT =
            "subject;list;create\r\nviewer;allowed;denied\r\neditor;\"allowed\";allowed\r\n";
    private static final String YAML =
            "allowed:\n  viewer: [list]\n  editor: [list, create]\ndenied:\n  viewer: [create]\n";

    @ParameterizedTest
    @ValueSource(strings = {BY_ACTION, BY_SUBJECT, "\uFEFF" + BY_ACTION, YAML})
    void a_file_says_who_may_do_what(String text) throws IOException {
        PermissionMatrix matrix = read(text.startsWith("allowed") ? "m.yaml" : "M.CSV", text);

        assertThat(matrix.isAllowed(new Cell("viewer", "list"))).hasValue(true);
        assertThat(matrix.isAllowed(new Cell("viewer", "create"))).hasValue(false);
        assertThat(matrix.isAllowed(new Cell("editor", "create"))).hasValue(true);
        assertThat(matrix.isAllowed(new Cell("editor", "delete"))).isEmpty();
    }

    @Test
    void a_file_may_deny_the_others() throws IOException {
        assertThat(read("a.csv", BY_ACTION + "*,denied,denied\n").isAllowed(new Cell("editor", "delete")))
                .hasValue(false);
        assertThat(read("a.yml", YAML + "others: denied\n").isAllowed(new Cell("editor", "delete")))
                .hasValue(false);
    }

    @Test
    void an_empty_cell_says_nothing_and_quotes_hold_separators() throws IOException {
        PermissionMatrix matrix = read("a.csv", "action,viewer,\"Smith, \"\"Ada\"\"\"\nlist,,allowed\n");

        assertThat(matrix.isAllowed(new Cell("viewer", "list"))).isEmpty();
        assertThat(matrix.isAllowed(new Cell("Smith, \"Ada\"", "list"))).hasValue(true);
    }

    @Test
    void all_faults_of_a_file_are_told_with_their_lines() {
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> read(
                        "a.csv",
                        "action,viewer,editor\nlist,yes,allowed\nlist,denied\n*,denied,allowed\nlist,,denied\n"))
                .satisfies(e -> assertThat(e.getMessage())
                        .isEqualToNormalizingNewlines("""
                        The matrix of permissions %s cannot be read:
                          line 2: a cell must be 'allowed', 'denied' or empty, but that of 'viewer' is 'yes'
                          line 3: there are 2 cells, but the header has 3
                          line 4: all cells of '*' must be 'denied', but are [denied, allowed]
                          line 5: 'list' of 'editor' is there twice. Keep one""".formatted(directory.resolve("a.csv"))));
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(
                        () -> read(
                                "a.yaml",
                                "allowed:\n  viewer: list\n  editor: [list]\nallow: {}\nothers: allowed\ndenied:\n  editor: [list]\n"))
                .satisfies(e -> assertThat(e.getMessage())
                        .isEqualToNormalizingNewlines("""
                        The matrix of permissions %s cannot be read:
                          line 2: a list of actions of 'viewer' is expected here
                          line 4: 'allow' is unknown. Known are 'allowed', 'denied', 'others'
                          line 5: 'others' must be 'denied', but is 'allowed'
                          line 7: 'list' of 'editor' is there twice. Keep one""".formatted(directory.resolve("a.yaml"))));
    }

    @Test
    void files_that_are_no_matrix_are_refused() throws IOException {
        assertFault("a.csv", "", "line 1: the file is empty; it begins with a header such as action,viewer,editor");
        assertFault(
                "a.csv", "who,a\n", "line 1: the header must begin with 'action' or 'subject', but does with 'who'");
        assertFault("a.csv", "action,a,a\n", "line 1: the header must name each column once, but is [action, a, a]");
        assertFault("a.yaml", "- a\n", "line 1: it must be one mapping with 'allowed', 'denied' or 'others'");
        assertFault("a.yaml", "allowed: [\n", "line 2: it is not YAML: ");
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> PermissionMatrix.read(Path.of("no.csv")))
                .withMessage("The matrix of permissions no.csv does not exist.");
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> PermissionMatrix.read(Path.of("m.txt")))
                .withMessage("A matrix of permissions is read from .csv, .yaml or .yml, but not from m.txt.");
        Path latin =
                Files.write(directory.resolve("l.csv"), "action,J\u00fcrgen\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> PermissionMatrix.read(latin))
                .withMessage("The matrix of permissions %s is not in UTF-8.", latin);
    }

    @Test
    void a_contradiction_is_refused() {
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(
                        () -> PermissionMatrix.empty().withAllowed("a", "list").withDenied("a", "list"))
                .withMessage("'list' is both allowed and denied to 'a'.");
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> PermissionMatrix.empty().withAllowed("a"))
                .withMessage("No action is named for 'a'.");
    }

    private void assertFault(String name, String text, String fault) {
        assertThatExceptionOfType(PermissionException.class)
                .isThrownBy(() -> read(name, text))
                .withMessageContaining(fault);
    }

    private PermissionMatrix read(String name, String text) throws IOException {
        return PermissionMatrix.read(Files.writeString(directory.resolve(name), text));
    }
}
