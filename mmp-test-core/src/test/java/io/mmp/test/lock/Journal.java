package io.mmp.test.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When each of several owners was inside the lock: by {@link System#nanoTime()}, one clock for all processes of a
 * machine.
 */
final class Journal {

    static final int SECTIONS = 100;
    private static final int SECTION_NANOS = 1_000_000;

    private final List<Section> sections = new ArrayList<>();
    private final int sectionsOfEach;

    Journal(int sectionsOfEach) {
        this.sectionsOfEach = sectionsOfEach;
    }

    /** Go through the lock again and again, and return the times as text. */
    static String of(Path file, Duration timeout) {
        return of(file, timeout, SECTIONS);
    }

    static String of(Path file, Duration timeout, int times) {
        return of(LockRequest.of(file).withTimeout(timeout), times);
    }

    static String of(LockRequest request, int times) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < times; i++) {
            LockFile lock = LockFile.acquire(request);
            long entered = System.nanoTime();
            long left;
            do {
                left = System.nanoTime();
            } while (left - entered < SECTION_NANOS);
            lock.close();
            text.append(entered).append(' ').append(left).append('\n');
        }
        return text.toString();
    }

    void add(int owner, String text) {
        text.lines()
                .map(line -> line.split(" "))
                .forEach(times -> sections.add(new Section(owner, Long.parseLong(times[0]), Long.parseLong(times[1]))));
    }

    Journal isCompleteFor(int owners) {
        assertThat(sections).hasSize(owners * sectionsOfEach);
        sections.sort(Comparator.comparingLong(Section::entered));
        return this;
    }

    Journal hasNoOverlap() {
        for (int i = 1; i < sections.size(); i++) {
            assertThat(sections.get(i).entered())
                    .isGreaterThanOrEqualTo(sections.get(i - 1).left());
        }
        return this;
    }

    /**
     * Verify that all owners have come far when the first has finished.
     *
     * <p>How many sections one goes through in a row while others wait depends on who has the processor: the benchmark shows that.
     */
    void isFair(int owners) {
        int[] done = new int[owners];
        for (Section section : sections) {
            if (++done[section.owner()] == sectionsOfEach) {
                assertThat(IntStream.of(done).boxed())
                        .as("sections of each owner when the first had finished its %s", sectionsOfEach)
                        .allMatch(sections -> sections >= sectionsOfEach / 10);
                return;
            }
        }
    }

    private record Section(int owner, long entered, long left) {}
}
