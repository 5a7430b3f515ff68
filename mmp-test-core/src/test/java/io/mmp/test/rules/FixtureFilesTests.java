package io.mmp.test.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixtureFilesTests {

    @TempDir
    Path temp;

    private Path resources;
    private Path sources;

    @BeforeEach
    void write_a_project() throws IOException {
        resources = temp.resolve("resources");
        sources = temp.resolve("java");
        write("resources/orders.csv", "a,b");
        write("resources/rag/corpus/one.py", "");
        write("resources/golden/1.json", "");
        write("resources/alerts/rules.yml", "include: 'more.yml'");
        write("resources/alerts/more.yml", "");
        write("java/Tests.java", """
                read("/orders.csv"); walk("src/test/resources/rag/corpus"); walk(root.resolve("golden")); read("alerts/rules.yml");""");
    }

    private void write(String path, String text) throws IOException {
        Path file = temp.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private FixtureFiles files() {
        return FixtureFiles.in(resources).readBy(sources);
    }

    @Test
    void files_are_read_by_name_by_directory_and_by_each_other() {
        assertThat(files().unread()).isEmpty();
        files().check();
    }

    @Test
    void a_file_that_nobody_reads_is_found() throws IOException {
        write("resources/old/orders-2019.csv", "");
        write("resources/old/100 %s.bin", "");

        assertThatThrownBy(files()::check)
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "Nobody reads 2 of the files in %s: their names stand nowhere in [%s]. Delete them, or allow those whose names are put together.%n  old/100 %%s.bin%n  old/orders-2019.csv",
                        resources, sources);
    }

    @Test
    void a_file_is_not_read_by_itself() throws IOException {
        write("resources/selfish.txt", "this is selfish.txt");

        assertThat(files().unread()).containsExactly("selfish.txt");
    }

    @Test
    void what_is_allowed_passes() throws IOException {
        write("resources/META-INF/services/x.Y", "");

        assertThat(files().allowing("META-INF/**").unread()).isEmpty();
        assertThat(files().allowing("META-INF/*").unread()).containsExactly("META-INF/services/x.Y");
    }

    @Test
    void the_name_of_a_directory_counts_between_quotes_alone() throws IOException {
        write("resources/walk/1.bin", "");

        assertThat(files().unread()).containsExactly("walk/1.bin");
    }

    @Test
    void nothing_to_judge_is_refused() throws IOException {
        Files.createDirectories(temp.resolve("empty"));
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        FixtureFiles.in(temp.resolve("empty")).readBy(sources).unread())
                .withMessage(
                        "There is nothing to judge: %s has 0 files, and [%s] have 1.", temp.resolve("empty"), sources);
        assertThatIllegalStateException()
                .isThrownBy(() -> FixtureFiles.in(resources).unread());
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        FixtureFiles.in(temp.resolve("none")).readBy(sources).unread())
                .withMessageStartingWith(temp.resolve("none") + " cannot be read (");
    }
}
