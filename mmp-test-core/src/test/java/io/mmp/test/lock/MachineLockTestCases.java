package io.mmp.test.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

/** Test classes with locks, which tell what locks are held while they run. */
final class MachineLockTestCases {

    static final long SLOW_MILLIS = 500;

    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
    private static volatile Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    private MachineLockTestCases() {}

    static void startIn(Path lockDirectory) {
        directory = lockDirectory;
        SEEN.clear();
    }

    static List<String> seen() {
        return List.copyOf(SEEN);
    }

    static void see(String what) {
        SEEN.add(what + ": " + held());
    }

    /** Return the names of the locks that nobody else can take now. */
    static List<String> held() {
        return Stream.of("a", "b", "c", "mmp-server")
                .filter(name -> {
                    Optional<LockFile> lock = LockFile.tryAcquire(directory.resolve(name + ".lock"));
                    lock.ifPresent(LockFile::close);
                    return lock.isEmpty();
                })
                .toList();
    }

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

    static class Readers {

        private static final CountDownLatch BOTH = new CountDownLatch(2);

        @MachineLock(value = "a", mode = LockMode.READ)
        @Test
        void one() throws InterruptedException {
            meet();
        }

        @MachineLock(value = "a", mode = LockMode.READ)
        @Test
        void two() throws InterruptedException {
            meet();
        }

        private static void meet() throws InterruptedException {
            BOTH.countDown();
            assertThat(BOTH.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(held()).contains("a");
        }
    }

    static class Failing {

        @MachineLock("a")
        @Test
        void fails() {
            see("failing");
            throw new IllegalStateException("on purpose");
        }
    }

    static class Server {

        @ServerTest
        @Test
        void server() {
            see("server");
        }
    }

    static class Impatient {

        @MachineLock(value = "a", timeout = 100, unit = TimeUnit.MILLISECONDS)
        @Test
        void impatient() {
            see("never");
        }
    }

    @MachineLock("../a")
    static class BadName {

        @Test
        void test() {
            see("never");
        }
    }

    @MachineLock(value = "a", timeout = 0)
    static class BadTimeout {

        @Test
        void test() {
            see("never");
        }
    }

    @MachineLock("a")
    static class Slow {

        @Test
        void slow() {
            System.out.println("inside");
            await().pollDelay(Duration.ofMillis(SLOW_MILLIS)).until(() -> true);
        }
    }

    static class SlowToo {

        @MachineLock("a")
        @Test
        void slow() {
            await().pollDelay(Duration.ofMillis(SLOW_MILLIS)).until(() -> true);
        }
    }

    @MachineLock("a")
    static class Endless {

        @Test
        void endless() {
            System.out.println("inside");
            await().forever().until(() -> Files.exists(directory.resolve("never")));
        }
    }

    @MachineLock("a")
    static class AgainstPython {

        @Test
        void python_finds_it_busy() throws IOException {
            assertThat(PythonLock.attempt("flock", "LOCK_EX", directory.resolve("a.lock")))
                    .isEqualTo("busy");
        }
    }
}
