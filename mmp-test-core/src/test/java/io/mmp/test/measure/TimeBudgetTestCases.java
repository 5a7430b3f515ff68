package io.mmp.test.measure;

import io.mmp.test.profile.WithProfile;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes with budgets that they keep, or that nothing can keep. */
final class TimeBudgetTestCases {

    private TimeBudgetTestCases() {}

    @Retention(RetentionPolicy.RUNTIME)
    @TimeBudget(profile = "local", value = 1, unit = TimeUnit.NANOSECONDS)
    @TimeBudget(profile = "dev", value = 5)
    @interface TightLocally {}

    @TightLocally
    static class OnClass {

        @BeforeAll
        static void beforeAll() {}

        @Test
        void test() {}

        @Nested
        class Inside {

            @Test
            void test() {}
        }

        @AfterAll
        static void afterAll() {}
    }

    static class Inheriting extends OnClass {}

    static class OnMethods {

        @BeforeEach
        void slow() {
            LockSupport.parkNanos(1_000_000);
        }

        @TimeBudget(profile = "local", value = 1, unit = TimeUnit.HOURS)
        @Test
        void keeps() {}

        @TimeBudget(profile = "local", value = 1, unit = TimeUnit.NANOSECONDS)
        @RepeatedTest(2)
        void exceeds() {}

        @TimeBudget(profile = "local", value = 1, unit = TimeUnit.NANOSECONDS)
        @ParameterizedTest
        @ValueSource(ints = 1)
        void exceeds(int number) {}

        @TimeBudget(profile = "local", value = 1, unit = TimeUnit.NANOSECONDS)
        @TestFactory
        Stream<DynamicTest> factory() {
            return Stream.of(DynamicTest.dynamicTest("one", () -> {}));
        }

        @Test
        void has_none() {}
    }

    @WithProfile("dev")
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @TightLocally
    static class OfItsOwnProfile {

        @Test
        void test() {}
    }

    @TimeBudget(profile = "dev", value = 5)
    static class OnlyDev {

        @Test
        void test() {
            throw new IllegalStateException("must not run");
        }
    }

    @TimeBudget(profile = "local", value = 0)
    static class Nothing {

        @Test
        void test() {}
    }

    @TimeBudget(profile = "local", value = 1)
    @TimeBudget(profile = "local", value = 2)
    static class Twice {

        @Test
        void test() {}
    }

    @TimeBudget(profile = "local", value = Long.MAX_VALUE)
    static class Endless {

        @Test
        void test() {}
    }

    static class Failing {

        @TimeBudget(profile = "local", value = 1, unit = TimeUnit.NANOSECONDS)
        @Test
        void fails() {
            throw new IllegalStateException("on purpose");
        }
    }
}
