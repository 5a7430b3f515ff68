package io.mmp.test.lock;

import static io.mmp.test.lock.HeldLocks.held;
import static io.mmp.test.lock.HeldLocks.see;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Test classes with locks that wait, fail, or are wrong. */
final class MachineLockTestCases {

    static final long SLOW_MILLIS = 500;

    private MachineLockTestCases() {}

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
            await().forever().until(() -> Files.exists(HeldLocks.directory().resolve("never")));
        }
    }

    @MachineLock("a")
    static class AgainstPython {

        @Test
        void python_finds_it_busy() throws IOException {
            assertThat(PythonLock.attempt(
                            "flock", "LOCK_EX", HeldLocks.directory().resolve("a.lock")))
                    .isEqualTo("busy");
        }
    }
}
