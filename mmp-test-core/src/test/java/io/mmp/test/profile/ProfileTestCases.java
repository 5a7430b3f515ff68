package io.mmp.test.profile;

import static io.mmp.test.profile.WithProfileTests.see;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes with profiles. */
final class ProfileTestCases {

    private ProfileTestCases() {}

    record Settings(int rows, URI tracking) {}

    record Other(int rows) {}

    @WithProfile(settings = Settings.class)
    static class Plain {

        Plain(Settings settings) {
            see(settings);
        }

        @BeforeAll
        static void beforeAll(Settings settings) {
            see(settings);
        }

        @BeforeEach
        void beforeEach(Settings settings) {
            see(settings);
        }

        @Test
        void test(Settings settings, Profile profile, TestInfo info) {
            see(settings);
            see(profile);
        }

        @AfterAll
        static void afterAll(Settings settings) {
            see(settings);
        }
    }

    @WithProfile(value = "dev", settings = Settings.class, set = "tracking = http://outer")
    static class Outer {

        @Nested
        @WithProfile("local")
        class Local {

            @Test
            void test(Settings settings) {
                see(settings);
            }
        }

        @Nested
        class Replaced {

            @Test
            @WithProfile(set = {"rows=7", "tracking = http://inner?a=b"})
            void test(Settings settings) {
                see(settings);
            }
        }
    }

    @WithProfile("local")
    static class Inheriting extends Outer {

        @Test
        void test(Settings settings) {
            see(settings);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @WithProfile(value = "dev", settings = Settings.class)
    @interface Dev {}

    @Dev
    static class Meta {

        @RepeatedTest(2)
        void repeated(Settings settings) {
            see(settings);
        }

        @ParameterizedTest
        @ValueSource(ints = 1)
        void parameterized(int number, Settings settings) {
            see(settings);
        }

        @TestFactory
        Stream<DynamicTest> factory(Settings settings) {
            return Stream.of(DynamicTest.dynamicTest("one", () -> see(settings)));
        }
    }

    @Dev
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class PerClass {

        PerClass(Settings settings) {
            see(settings);
        }

        @Test
        void one(Settings settings) {
            see(settings);
        }

        @Test
        @WithProfile("local")
        void two(Settings settings) {
            see(settings);
        }
    }

    @WithProfile(settings = Other.class)
    static class Misfit {

        @Test
        void test(Other settings) {
            see(settings);
        }
    }

    @WithProfile
    static class Undeclared {

        @Test
        void test(Settings settings) {
            see(settings);
        }
    }

    @WithProfile(settings = Settings.class, set = "rows 7")
    static class NoPair {

        @Test
        void test(Settings settings) {
            see(settings);
        }
    }

    @WithProfile(settings = Settings.class)
    static class Misspelt {

        @Test
        @WithProfile(value = "dve", set = "rows = 1")
        void profile(Settings settings) {
            see(settings);
        }

        @Test
        @WithProfile(set = "rowz = 1")
        void key(Settings settings) {
            see(settings);
        }
    }
}
