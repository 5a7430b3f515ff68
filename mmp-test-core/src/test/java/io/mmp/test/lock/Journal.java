package io.mmp.test.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * When each of several owners was inside the lock: by {@link System#nanoTime()}, one clock for all processes of a
 * machine.
 */
final class Journal {

    static final int SECTIONS = 100;
    private static final int SECTION_NANOS = 1_000_000;

    /** On a busy machine an owner may lose the processor for longer than the others need for some sections. */
    private static final int FAIR_ROW = 50;

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
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < times; i++) {
            LockFile lock = LockFile.acquire(file, timeout);
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
     * Verify that nobody went through the lock many times in a row between the arrival of the last and the end of the
     * first.
     */
    void isFair(int owners) {
        int[] done = new int[owners];
        Set<Integer> arrived = new HashSet<>();
        int row = 0;
        int previous = -1;
        for (Section section : sections) {
            arrived.add(section.owner());
            row = section.owner() == previous && arrived.size() == owners ? row + 1 : 1;
            previous = section.owner();
            assertThat(row).as("sections of owner %s in a row", previous).isLessThan(FAIR_ROW);
            if (++done[previous] == sectionsOfEach) {
                assertThat(arrived).hasSize(owners);
                return;
            }
        }
    }

    private record Section(int owner, long entered, long left) {}
}
