package io.mmp.test.lock;

import static io.mmp.test.lock.HeldLocks.see;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes with locks in all the places where an annotation may stand. */
final class PlacedLockTestCases {

    private PlacedLockTestCases() {}

    @MachineLock("a")
    static class OnClass {

        OnClass() {
            see("constructor");
        }

        @BeforeAll
        static void all() {
            see("before all");
        }

        @BeforeEach
        void each() {
            see("before each");
        }

        @Test
        void one() {
            see("test");
        }

        @Test
        void two() {
            see("test");
        }

        @AfterEach
        void after() {
            see("after each");
        }

        @AfterAll
        static void afterAll() {
            see("after all");
        }
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OnMethod {

        OnMethod() {
            see("constructor");
        }

        @BeforeAll
        static void all() {
            see("before all");
        }

        @BeforeEach
        void each() {
            see("before each");
        }

        @MachineLock("a")
        @Test
        void first() {
            see("locked");
        }

        @Test
        void second() {
            see("free");
        }

        @AfterEach
        void after() {
            see("after each");
        }

        @AfterAll
        static void afterAll() {
            see("after all");
        }
    }

    static class EveryKindOfMethod {

        @MachineLock("a")
        @Test
        void plain() {
            see("plain");
        }

        @MachineLock("a")
        @RepeatedTest(2)
        void repeated() {
            see("repeated");
        }

        @MachineLock("a")
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void parameterized(int value) {
            assertThat(value).isPositive();
            see("parameterized");
        }

        @MachineLock("a")
        @TestFactory
        Stream<DynamicTest> dynamic() {
            return Stream.of(DynamicTest.dynamicTest("dynamic", () -> see("dynamic")));
        }
    }

    @MachineLock("a")
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClass {

        PerClass() {
            see("constructor");
        }

        @Test
        void test() {
            see("test");
        }
    }

    static class OnNestedClasses {

        @Test
        void outer() {
            see("outer");
        }

        @MachineLock("b")
        @Nested
        class WithB {

            @Test
            void b() {
                see("b");
            }
        }

        @MachineLock("c")
        @Nested
        class WithC {

            @Test
            void c() {
                see("c");
            }

            @Nested
            class Inside {

                @Test
                void inC() {
                    see("in c");
                }
            }
        }
    }

    @MachineLock("a")
    abstract static class Base {

        @Test
        void inherited() {
            see("inherited");
        }
    }

    static class Inheriting extends Base {}

    @Retention(RetentionPolicy.RUNTIME)
    @MachineLock("b")
    @interface NeedsB {}

    static class Composed {

        @NeedsB
        @Test
        void composed() {
            see("composed");
        }
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class Several {

        @MachineLock("c")
        @MachineLock("a")
        @Test
        void first() {
            see("two");
        }

        @MachineLocks({@MachineLock("a"), @MachineLock("b")})
        @Test
        void second() {
            see("container");
        }
    }

    @MachineLock(value = "a", mode = LockMode.READ)
    static class ReentrantAndRaised {

        @MachineLock("a")
        @Test
        void same() {
            see("same");
        }

        @Nested
        class Inner {

            @MachineLock("b")
            @Test
            void inNested() {
                see("in nested");
            }
        }
    }
}
