package io.mmp.test.examples.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class ChecklistListenerTests {

    @Test
    void the_listener_writes_what_tests_say(@TempDir Path directory) throws Exception {
        run(directory, WorkingTestCase.class);

        assertThat(directory.resolve("rag/checklist.txt"))
                .content()
                .contains("CONTRACT 39.1 ")
                .contains("a smaller model; a stand-in answers\n           WorkingTestCase.is_less (")
                .contains("CONTRACT 39.2 ")
                .contains("FAILED   40.1 ")
                .contains("WorkingTestCase.breaks failed: it broke\n")
                .contains("SKIPPED  40.2 ")
                .contains("no GPU\n")
                .contains("SKIPPED  41.1 ")
                .contains("only elsewhere\n")
                .contains("FAILED   41.2 ")
                .contains("WorkingTestCase.counts failed: 2\n")
                .contains("WorkingTestCase.strays names the line 0.0, which the checklist does not have\n");
        assertThat(directory.resolve("rag/checklist.html"))
                .content()
                .contains("WorkingTestCase.breaks failed: it broke");
    }

    @Test
    void results_of_another_run_are_kept_and_the_newest_counts(@TempDir Path directory) throws Exception {
        run(directory, WorkingTestCase.class);
        run(directory, OtherTestCase.class);

        assertThat(directory.resolve("rag/checklist.txt"))
                .content()
                .contains("FAILED   40.1 ")
                .contains("REAL     40.3 ")
                .contains("REAL     42.1 ");
        assertThat(Kind.RAG.filesIn(directory).results()).hasSize(10);
    }

    @Test
    void a_run_without_lines_writes_nothing(@TempDir Path directory) {
        run(directory, PlainTestCase.class);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void each_checklist_has_its_own_page(@TempDir Path directory) throws Exception {
        run(directory, PlatformTestCase.class);

        assertThat(Kind.RAG.filesIn(directory).results())
                .singleElement()
                .satisfies(part -> assertThat(part.items()).containsExactly("40.3"));
        assertThat(directory.resolve("matrix/matrix.txt"))
                .content()
                .contains("REAL     T07 ")
                .contains("PlatformTestCase.answers (")
                .contains("             p95 41 ms of 200\n             100 requests\n")
                .contains("negative control: PlatformTestCase.sees_a_slow_service (")
                .contains("UNCONTROLLED T12 ")
                .contains("PlatformTestCase.strays names the line T99, which the checklist does not have\n");
        assertThat(directory.resolve("matrix/matrix.html"))
                .content()
                .contains("p95 41 ms of 200<br>100 requests<td>PlatformTestCase.sees_a_slow_service (");
        assertThat(Kind.MATRIX.filesIn(directory).results())
                .filteredOn(part -> part.test().endsWith("sees_a_slow_service"))
                .singleElement()
                .satisfies(part -> {
                    assertThat(part.items()).isEmpty();
                    assertThat(part.controls()).containsExactly("T07");
                });
    }

    private static void run(Path directory, Class<?> type) {
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(new ChecklistListener())
                        .build())
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(type))
                        .configurationParameter(ChecklistListener.DIRECTORY, directory.toString())
                        .build());
        assertThat(Files.exists(directory)).isTrue();
    }

    static class WorkingTestCase {

        @BeforeAll
        static void say(TestReporter reporter) {
            reporter.publishEntry(ChecklistItem.REDUCED, "a stand-in answers");
        }

        @Test
        @ChecklistItem("39.1")
        void is_less(TestReporter reporter) {
            reporter.publishEntry(ChecklistItem.REDUCED, "a smaller model");
        }

        @Test
        @ChecklistItem({"39.2", "39.3"})
        void is_less_as_its_class() {}

        @Test
        @ChecklistItem("40.1")
        void breaks() {
            throw new AssertionError("\nit broke\nin detail");
        }

        @Test
        @ChecklistItem("40.2")
        void gives_up() {
            Assumptions.abort("no GPU");
        }

        @Test
        @ChecklistItem("41.1")
        @org.junit.jupiter.api.Disabled("only elsewhere")
        void is_not_run() {}

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        @ChecklistItem("41.2")
        void counts(int number) {
            assertThat(number).withFailMessage("2").isNotEqualTo(2);
        }

        @Test
        @ChecklistItem("0.0")
        void strays() {}
    }

    @ChecklistItem("42.1")
    static class OtherTestCase {

        @Test
        void is_whole() {}

        @Test
        void is_whole_too() {}

        @Test
        @ChecklistItem("40.3")
        void is_fast() {}
    }

    static class PlainTestCase {

        @Test
        void works() {}
    }

    @ChecklistItem("T12")
    static class PlatformTestCase {

        @Test
        @ChecklistItem({"T07", "40.3"})
        void answers(TestReporter reporter) {
            reporter.publishEntry(ChecklistItem.FIGURE, "p95 41 ms of 200");
            reporter.publishEntry(ChecklistItem.FIGURE, "100 requests");
        }

        @Test
        @NegativeControl("T07")
        void sees_a_slow_service() {}

        @Test
        void is_of_its_class() {}

        @Test
        @ChecklistItem("T99")
        void strays() {}
    }
}
