package io.mmp.test.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Four JVMs run, in parallel, classes whose locks on class, nested class and method cross each other in every way. */
@Tag("integration")
class MachineLockDeadlockTests {

    private static final int JVMS = 4;

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void crossing_locks_never_deadlock_and_never_overlap() throws Exception {
        List<LockedTestsJvm> jvms = new ArrayList<>();
        try {
            for (int i = 0; i < JVMS; i++) {
                jvms.add(LockedTestsJvm.start(directory, CrossingTestCases.ALL));
            }
            List<Section> sections = new ArrayList<>();
            for (LockedTestsJvm jvm : jvms) {
                jvm.lines().stream().flatMap(CrossingTestCases::sections).forEach(sections::add);
                assertThat(jvm.failures()).isZero();
            }
            assertThat(sections).hasSize(JVMS * CrossingTestCases.SECTIONS);
            sections.stream()
                    .collect(Collectors.groupingBy(Section::lock))
                    .values()
                    .forEach(this::assertNoOverlap);
        } finally {
            jvms.forEach(LockedTestsJvm::close);
        }
    }

    private void assertNoOverlap(List<Section> sections) {
        sections.sort(Comparator.comparingLong(Section::entered));
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            assertThat(sections.subList(i + 1, sections.size()).stream()
                            .takeWhile(next -> next.entered() < section.left())
                            .filter(next ->
                                    next.mode() == LockMode.READ_WRITE || section.mode() == LockMode.READ_WRITE))
                    .as("sections that overlap %s", section)
                    .isEmpty();
        }
    }

    /** A time, by the clock of the machine, in which a test believed to have a lock. */
    record Section(String lock, LockMode mode, long entered, long left) {}
}
