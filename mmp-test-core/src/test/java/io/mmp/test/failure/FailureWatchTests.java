package io.mmp.test.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mmp.test.extension.OwningStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What is reported of something whose tests fail, and what of it is kept. */
class FailureWatchTests {

    private static final String ENTRY = "mmp.failure.thing";

    @TempDir
    Path directory;

    @Test
    void all_things_of_a_test_are_in_one_entry_while_all_run() {
        assertThat(entries(run(TwoThingsTestCase.class, Map.of())))
                .containsExactly(Map.of(
                        ENTRY,
                        "Thing one\n  content of one\nLast output:\n  said one",
                        ENTRY + "-2",
                        "Thing two\n  content of two\nLast output:\n  said two"));
    }

    @Test
    void nothing_is_asked_for_and_written_of_a_test_that_passes() {
        EngineExecutionResults results = run(
                PassingTestCase.class,
                Map.of("mmp.failure.dir", directory.resolve("kept").toString()));
        results.testEvents().assertStatistics(events -> events.succeeded(1));
        assertThat(entries(results)).isEmpty();
        assertThat(directory.resolve("kept")).doesNotExist();
    }

    @Test
    void whatever_goes_wrong_with_the_report_the_test_fails_for_its_own_reason() {
        EngineExecutionResults results = run(BrokenTestCase.class, Map.of());
        assertThat(failure(results)).hasMessage("its own reason").hasNoSuppressedExceptions();
        assertThat(entries(results)).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_said_and_the_rest_is_there() {
        EngineExecutionResults results = run(UnreadableTestCase.class, Map.of());
        assertThat(failure(results)).hasMessage("its own reason").hasNoSuppressedExceptions();
        assertThat(entries(results))
                .containsExactly(
                        Map.of(ENTRY, "Thing unreadable\n  (not read: no content)\nLast output:\n  said unreadable"));
    }

    @Test
    void a_thread_that_was_interrupted_reports_and_stays_so() {
        assertThat(entries(run(InterruptedTestCase.class, Map.of()))).hasSize(1);
    }

    @Test
    void work_that_does_not_answer_is_left() {
        CountDownLatch never = new CountDownLatch(1);
        assertThat(catchThrowable(() -> new Patience(Duration.ofMillis(50)).await(() -> {
                    never.await();
                    return "";
                })))
                .hasMessage("no answer within 0 s");
    }

    @Test
    void files_are_kept_for_each_test_and_each_time() throws IOException {
        Map<String, String> configuration = Map.of("mmp.failure.dir", directory.toString());
        run(ParameterizedTestCase.class, configuration);
        assertThat(entries(run(ParameterizedTestCase.class, configuration)))
                .contains(Map.of("mmp.failure.files", place("#1") + "~2"));

        assertThat(files())
                .containsExactly(
                        place("#1") + "/report.txt",
                        place("#1") + "/thing/all.txt",
                        place("#1") + "/thing/server.log",
                        place("#1") + "~2/report.txt",
                        place("#1") + "~2/thing/all.txt",
                        place("#1") + "~2/thing/server.log");
        assertThat(Path.of(place("#1"), "report.txt")).hasContent("""
                        Test: ParameterizedTestCase > 1
                        Id: [engine:junit-jupiter]/[class:io.mmp.test.failure.FailureWatchTests$ParameterizedTestCase]/[test-template:test(int)]/[test-template-invocation:#1]
                        Failure: org.opentest4j.AssertionFailedError: [its own reason]\s
                        expected: 2
                         but was: 1

                        Thing parameterized
                          content of parameterized
                        Last output:
                          said parameterized
                        """);
        assertThat(Path.of(place("#1"), "thing/server.log")).hasContent("said parameterized");
    }

    @Test
    void a_directory_that_cannot_be_written_changes_nothing_else() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        EngineExecutionResults results = run(TwoThingsTestCase.class, Map.of("mmp.failure.dir", file.toString()));
        assertThat(failure(results)).hasMessage("its own reason").hasNoSuppressedExceptions();
        assertThat(entries(results)).hasSize(1);
    }

    private String place(String invocation) {
        return directory
                .resolve("io.mmp.test.failure.FailureWatchTests$ParameterizedTestCase")
                .resolve("test(int)")
                .resolve(invocation)
                .toString();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private static EngineExecutionResults run(Class<?> testCase, Map<String, String> configuration) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testCase))
                .configurationParameters(configuration)
                .execute();
    }

    private static List<Map<String, String>> entries(EngineExecutionResults results) {
        return results.allEvents().reportingEntryPublished().stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .toList();
    }

    private static Throwable failure(EngineExecutionResults results) {
        return results.testEvents().failed().stream()
                .findFirst()
                .flatMap(event ->
                        event.getRequiredPayload(TestExecutionResult.class).getThrowable())
                .orElseThrow();
    }

    private record Thing(String word) implements Evidence {

        static void watch(String word, ExtensionContext context) {
            FailureWatch.over(context, word, () -> new Thing(word));
        }

        @Override
        public String name() {
            return "thing";
        }

        @Override
        public String title() {
            return "Thing " + word;
        }

        @Override
        public Optional<URI> uri() {
            return Optional.empty();
        }

        @Override
        public String content() {
            if (word.equals("unreadable")) {
                throw new IllegalStateException("no content");
            }
            return "  content of " + word;
        }

        @Override
        public String log() {
            return "said " + word;
        }

        @Override
        public void save(Path to) throws IOException {
            Files.writeString(to.resolve("all.txt"), word);
        }
    }

    @ExtendWith(TwoThingsTestCase.Watch.class)
    static class TwoThingsTestCase {

        @Test
        void test() {
            fail("its own reason");
        }

        static class Watch implements BeforeEachCallback {

            @Override
            public void beforeEach(ExtensionContext context) {
                Thing.watch("one", context);
                Thing.watch("two", context);
                Thing.watch("one", context);
            }
        }
    }

    @ExtendWith(PassingTestCase.Watch.class)
    static class PassingTestCase {

        @Test
        void test() {}

        static class Watch implements BeforeEachCallback {

            @Override
            public void beforeEach(ExtensionContext context) {
                FailureWatch.over(context, "passing", () -> fail("asked for"));
            }
        }
    }

    @ExtendWith(BrokenTestCase.Watch.class)
    static class BrokenTestCase {

        @Test
        void test() {
            fail("its own reason");
        }

        static class Watch implements BeforeEachCallback {

            @Override
            public void beforeEach(ExtensionContext context) {
                FailureWatch.over(context, "broken", () -> {
                    throw new StackOverflowError("broken");
                });
            }
        }
    }

    @ExtendWith(UnreadableTestCase.Watch.class)
    static class UnreadableTestCase {

        @Test
        void test() {
            fail("its own reason");
        }

        static class Watch implements BeforeEachCallback {

            @Override
            public void beforeEach(ExtensionContext context) {
                Thing.watch("unreadable", context);
            }
        }
    }

    @ExtendWith(InterruptedTestCase.Watch.class)
    static class InterruptedTestCase {

        @Test
        void test() {
            Thread.currentThread().interrupt();
            fail("its own reason");
        }

        static class Watch implements BeforeEachCallback {

            @Override
            public void beforeEach(ExtensionContext context) {
                // The store closes last what it got first.
                OwningStore.of(context, ExtensionContext.Namespace.GLOBAL)
                        .put("check", () -> assertThat(Thread.interrupted()).isTrue());
                Thing.watch("interrupted", context);
            }
        }
    }

    @ExtendWith(ParameterizedTestCase.Watch.class)
    static class ParameterizedTestCase {

        @ParameterizedTest(name = "{0}")
        @ValueSource(ints = {1, 2})
        void test(int number) {
            assertThat(number).as("its own reason").isEqualTo(2);
        }

        static class Watch implements BeforeEachCallback {

            @Override
            public void beforeEach(ExtensionContext context) {
                Thing.watch("parameterized", context);
            }
        }
    }
}
