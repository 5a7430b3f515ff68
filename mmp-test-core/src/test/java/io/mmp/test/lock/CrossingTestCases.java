package io.mmp.test.lock;

import io.mmp.test.lock.MachineLockDeadlockTests.Section;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;

/** Tests that print which locks they have while they run. */
final class CrossingTestCases {

    static final Class<?>[] ALL = {
        ClassThenMethods.class, MethodsTheOtherWayRound.class, OnlyMethods.class, Readers.class, Inner.class
    };

    private static final int TIMES = 10;

    /** The number of locks that all tests together print. */
    static final int SECTIONS = TIMES * 26;

    private CrossingTestCases() {}

    private static void inside(String... locks) {
        long entered = System.nanoTime();
        long left;
        do {
            left = System.nanoTime();
        } while (left - entered < 1_000_000);
        System.out.println("section " + entered + " " + left + " " + String.join(" ", locks));
    }

    /** Read the line of one test. */
    static Stream<Section> sections(String line) {
        String[] words = line.split(" ");
        return words[0].equals("section")
                ? Stream.of(words)
                        .skip(3)
                        .map(lock -> new Section(
                                lock.replace("?", ""),
                                lock.endsWith("?") ? LockMode.READ : LockMode.READ_WRITE,
                                Long.parseLong(words[1]),
                                Long.parseLong(words[2])))
                : Stream.of();
    }

    @MachineLock("a")
    static class ClassThenMethods {

        @MachineLock("b")
        @RepeatedTest(TIMES)
        void b() {
            inside("a", "b");
        }

        @MachineLock("c")
        @RepeatedTest(TIMES)
        void c() {
            inside("a", "c");
        }
    }

    @MachineLock("c")
    static class MethodsTheOtherWayRound {

        @MachineLock("b")
        @RepeatedTest(TIMES)
        void b() {
            inside("c", "b");
        }

        @MachineLock("a")
        @RepeatedTest(TIMES)
        void a() {
            inside("c", "a");
        }
    }

    static class OnlyMethods {

        @MachineLock("c")
        @MachineLock("a")
        @RepeatedTest(TIMES)
        void ca() {
            inside("c", "a");
        }

        @MachineLock("b")
        @MachineLock("a")
        @MachineLock("c")
        @RepeatedTest(TIMES)
        void bac() {
            inside("b", "a", "c");
        }

        @MachineLock(value = "b", mode = LockMode.READ)
        @MachineLock("a")
        @RepeatedTest(TIMES)
        void ba() {
            inside("b?", "a");
        }

        @MachineLock("b")
        @RepeatedTest(TIMES)
        void b() {
            inside("b");
        }

        @MachineLock(value = "c", mode = LockMode.READ)
        @RepeatedTest(TIMES)
        void c() {
            inside("c?");
        }
    }

    @MachineLock(value = "c", mode = LockMode.READ)
    static class Readers {

        @MachineLock(value = "a", mode = LockMode.READ)
        @MachineLock(value = "b", mode = LockMode.READ)
        @RepeatedTest(TIMES)
        void ab() {
            inside("c?", "a?", "b?");
        }

        @MachineLock(value = "b", mode = LockMode.READ)
        @RepeatedTest(TIMES)
        void b() {
            inside("c?", "b?");
        }
    }

    static class Inner {

        @MachineLock("a")
        @RepeatedTest(TIMES)
        void a() {
            inside("a");
        }

        @MachineLock("c")
        @Nested
        class WithC {

            @MachineLock(value = "b", mode = LockMode.READ)
            @Nested
            class WithB {

                @MachineLock("a")
                @RepeatedTest(TIMES)
                void a() {
                    inside("c", "b?", "a");
                }
            }
        }
    }
}
