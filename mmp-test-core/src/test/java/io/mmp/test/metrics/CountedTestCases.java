package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes whose tests end in different ways, to be counted by tests. */
final class CountedTestCases {

    private CountedTestCases() {}

    /** One test for each outcome. */
    static class OutcomesTestCase {

        @Test
        void passes() {}

        @Test
        void fails() {
            fail("1 is not 2%nsecond line", 0);
        }

        @Test
        void aborts() {
            abort("no licence");
        }

        @Disabled("issue 12")
        @Test
        void is_disabled() {}

        @EnabledIfSystemProperty(named = "mmp.test.metrics.absent", matches = "x", disabledReason = "no GPU")
        @Test
        void is_skipped() {}
    }

    @Disabled("rewritten later")
    static class DisabledTestCase {

        @Test
        void one() {}

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void counts_once(int number) {}

        @Nested
        class Inner {

            @Test
            void two() {}
        }
    }

    @Tag("integration")
    static class BeforeAllFailsTestCase {

        @BeforeAll
        static void start() {
            fail("port 5432 is in use");
        }

        @Test
        void one() {}

        @Test
        @Tag("e2e")
        void two() {}

        @RepeatedTest(3)
        void three() {}
    }

    static class BeforeAllAbortsTestCase {

        @BeforeAll
        static void start() {
            abort("no Docker");
        }

        @Test
        void one() {}

        @Test
        void two() {}
    }

    static class AfterAllFailsTestCase {

        @AfterAll
        static void stop() {
            fail("still running");
        }

        @Test
        void one() {}
    }

    /** Five that pass, two that fail, one whose arguments cannot be had, one factory that breaks after its first test. */
    static class InvocationsTestCase {

        @ParameterizedTest(name = "{0} is even")
        @ValueSource(ints = {1, 2, 4})
        void parameterized(int number) {
            if (number % 2 != 0) {
                fail("odd");
            }
        }

        @RepeatedTest(2)
        void repeated() {}

        @TestFactory
        Stream<DynamicTest> dynamic() {
            return Stream.of("a", "b")
                    .map(name -> dynamicTest(name, () -> {
                        if (name.equals("b")) {
                            fail("not a");
                        }
                    }));
        }

        @ParameterizedTest
        @MethodSource("unavailable")
        void without_arguments(int number) {}

        static List<Integer> unavailable() {
            return fail("data set is missing");
        }

        @TestFactory
        Stream<DynamicTest> breaking() {
            return Stream.of(1, 0).map(divisor -> dynamicTest("1 / " + 1 / divisor, () -> {}));
        }
    }

    @Tag("integration")
    static class TaggedTestCase {

        @Test
        void inherits() {}

        @Tag("e2e")
        @Test
        void adds_a_heavier_one() {}

        @Tag("unit")
        @Test
        void adds_a_lighter_one() {}

        @Nested
        @Tag("slow")
        class Inner {

            @Test
            void inherits_from_outside() {}

            @TestFactory
            DynamicTest made_at_run_time() {
                return dynamicTest("made", () -> {});
            }
        }
    }
}
