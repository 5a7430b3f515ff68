package io.mmp.test.lock;

import static io.mmp.test.lock.LockedRun.execute;
import static io.mmp.test.lock.LockedRun.parallel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.mmp.test.lock.MachineLockTestCases.BadName;
import io.mmp.test.lock.MachineLockTestCases.BadTimeout;
import io.mmp.test.lock.MachineLockTestCases.Failing;
import io.mmp.test.lock.MachineLockTestCases.Impatient;
import io.mmp.test.lock.MachineLockTestCases.Readers;
import io.mmp.test.lock.MachineLockTestCases.Server;
import io.mmp.test.lock.MachineLockTestCases.Slow;
import io.mmp.test.lock.MachineLockTestCases.SlowToo;
import io.mmp.test.lock.PlacedLockTestCases.OnClass;
import io.mmp.test.lock.PlacedLockTestCases.PerClass;
import io.mmp.test.server.RequiredProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;
import org.junit.platform.testkit.engine.Events;

@Tag("integration")
class MachineLockTests {

    @TempDir
    Path directory;

    @BeforeEach
    void lookHere() {
        HeldLocks.startIn(directory);
    }

    @Test
    void readers_hold_the_lock_at_the_same_time() {
        execute(parallel(), Readers.class).testEvents().assertStatistics(stats -> stats.succeeded(2));
    }

    @Test
    void a_failing_test_frees_its_lock() {
        run(Failing.class).assertStatistics(stats -> stats.failed(1));
        assertThat(seen()).containsExactly("failing: [a]");
        assertThat(HeldLocks.held()).isEmpty();
    }

    @Test
    void a_server_test_is_tagged_and_locks_the_servers_of_the_machine() {
        EngineExecutionResults results = execute(Map.of(), Server.class);
        results.testEvents().assertStatistics(stats -> stats.succeeded(1));
        assertThat(results.testEvents().started().stream()
                        .flatMap(event -> event.getTestDescriptor().getTags().stream()))
                .containsExactly(TestTag.create("server"));
        assertThat(seen()).containsExactly("server: [mmp-server]");
    }

    @Test
    void a_lock_file_is_in_the_temp_directory_unless_configured() throws Exception {
        try (LockedTestsJvm jvm = LockedTestsJvm.start(directory, Server.class)) {
            assertThat(jvm.failures()).isZero();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("mmp-server.lock");
        }
    }

    @Test
    void a_timeout_fails_the_test_with_the_holder() {
        try (LockFile holder = LockFile.acquire(LockRequest.of(directory.resolve("a.lock")))) {
            EngineExecutionResults results = execute(Map.of(), Impatient.class);
            assertThat(waits(results)).singleElement().matches(millis -> millis >= 100);
            results.testEvents()
                    .assertThatEvents()
                    .haveExactly(
                            1,
                            finishedWithFailure(
                                    instanceOf(LockTimeoutException.class),
                                    message(text -> text.startsWith("Waited 0.")
                                            && text.contains(" for lock file " + directory.resolve("a.lock")
                                                    + ", held by this process "))));
            assertThat(holder).isNotNull();
        }
        assertThat(seen()).isEmpty();
    }

    @Test
    void misuse_fails_the_class_and_no_other() {
        assertThat(failuresOf(BadName.class, OnClass.class))
                .containsExactly(
                        "The name of a @MachineLock is of letters, digits, '.', '_' and '-', and begins with a letter, a"
                                + " digit or '_', but is '../a'.");
        assertThat(failuresOf(BadTimeout.class))
                .containsExactly("The timeout of @MachineLock(\"a\") must be positive, but is PT0S.");
        assertThat(seen()).hasSize(10).noneMatch(what -> what.startsWith("never"));
    }

    @Test
    void an_option_that_is_neither_true_nor_false_is_refused() {
        assertThat(failuresOf(Map.of("mmp.lock.flock", "yes"), PerClass.class))
                .containsExactly("mmp.lock.flock is true or false, but is 'yes'.");
    }

    private List<String> failuresOf(Class<?>... testCases) {
        return failuresOf(Map.of(), testCases);
    }

    private List<String> failuresOf(Map<String, String> parameters, Class<?>... testCases) {
        return execute(parameters, testCases).allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .map(failure -> String.valueOf(failure.getMessage()))
                .toList();
    }

    @Test
    void the_time_waited_is_published_and_none_is_waited_in_one_jvm() {
        EngineExecutionResults results = execute(parallel(), Slow.class, SlowToo.class);
        List<Long> waits = waits(results);
        assertThat(waits).hasSize(2).allMatch(millis -> millis < MachineLockTestCases.SLOW_MILLIS);
    }

    @Test
    void nothing_is_published_for_a_test_that_has_not_started() {
        try (LockFile holder = LockFile.acquire(LockRequest.of(directory.resolve("a.lock")))) {
            assertThat(holder).isNotNull();
            List<EventType> events = execute(Map.of(), Impatient.class).testEvents().stream()
                    .map(Event::getType)
                    .toList();
            assertThat(events)
                    .containsExactly(EventType.STARTED, EventType.REPORTING_ENTRY_PUBLISHED, EventType.FINISHED);
        }
        assertThat(execute(Map.of(), OnClass.class, Server.class).testEvents().stream()
                        .map(Event::getType)
                        .filter(type -> type != EventType.DYNAMIC_TEST_REGISTERED)
                        .toList())
                .containsSubsequence(EventType.STARTED, EventType.REPORTING_ENTRY_PUBLISHED, EventType.FINISHED)
                .startsWith(EventType.STARTED);
    }

    @Test
    void the_time_waited_for_another_jvm_is_published() throws Exception {
        try (LockedTestsJvm other = LockedTestsJvm.start(directory, Slow.class)) {
            assertThat(other.line()).isEqualTo("inside");
            EngineExecutionResults results = execute(Map.of(), SlowToo.class);
            results.testEvents().assertStatistics(stats -> stats.succeeded(1));
            assertThat(waits(results)).hasSize(1).allMatch(millis -> millis > 0);
            assertThat(other.failures()).isZero();
        }
    }

    @Test
    void a_test_goes_on_at_once_when_the_jvm_that_has_its_lock_is_killed() throws Exception {
        try (LockedTestsJvm other = LockedTestsJvm.start(directory, MachineLockTestCases.Endless.class)) {
            assertThat(other.line()).isEqualTo("inside");
            assertThat(HeldLocks.held()).contains("a");
            other.kill();

            run(OnClass.class).assertStatistics(stats -> stats.succeeded(2));
        }
    }

    @Test
    void a_python_suite_with_flock_is_kept_out_when_configured() {
        RequiredProgram.require("python3");
        execute(Map.of("mmp.lock.flock", "true"), MachineLockTestCases.AgainstPython.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1));
    }

    private List<String> seen() {
        return HeldLocks.seen();
    }

    private static List<Long> waits(EngineExecutionResults results) {
        return results.allEvents().reportingEntryPublished().stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class))
                .map(entry -> Optional.ofNullable(entry.getKeyValuePairs().get("mmp.lock.wait.millis")))
                .flatMap(Optional::stream)
                .map(Long::valueOf)
                .toList();
    }

    private Events run(Class<?>... testCases) {
        return execute(Map.of(), testCases).testEvents();
    }
}
