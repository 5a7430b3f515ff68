package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes that do something while they are run by tests. */
final class BusyTestCases {

    private BusyTestCases() {}

    static class ReportingTestCase {

        @BeforeAll
        static void start(TestReporter reporter) {
            reporter.publishEntry("mmp.container.start.millis", "1500");
            reporter.publishEntry("mmp.lock.wait.millis", "20");
        }

        @Test
        void waits(TestReporter reporter) {
            reporter.publishEntry("mmp.lock.wait.millis", "300");
            reporter.publishEntry("mmp.lock.wait.millis", "4");
            reporter.publishEntry("mmp.lock.wait.millis", "long");
            reporter.publishEntry("mmp.lock.wait.millis", "-5");
            reporter.publishEntry("other", "7");
        }
    }

    /** Passes at the second attempt in this JVM. */
    static class FlakyTestCase {

        static final AtomicInteger ATTEMPTS = new AtomicInteger();

        @Test
        void flickers() {
            if (ATTEMPTS.incrementAndGet() == 1) {
                fail("too early");
            }
        }

        @Test
        void passes() {}
    }

    /** Cannot be torn down at the first attempt in this JVM. */
    static class FlakyAfterAllTestCase {

        static final AtomicInteger ATTEMPTS = new AtomicInteger();

        @AfterAll
        static void stop() {
            if (ATTEMPTS.incrementAndGet() == 1) {
                fail("busy");
            }
        }

        @Test
        void passes() {}
    }

    /** Two tests that need each other to run at the same time. */
    static class ParallelTestCase {

        private static final CountDownLatch BOTH = new CountDownLatch(2);

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void meet(int number) throws InterruptedException {
            BOTH.countDown();
            if (!BOTH.await(30, TimeUnit.SECONDS)) {
                fail("alone");
            }
        }

        @RepeatedTest(500)
        void crowd() {}
    }

    static class StrangeNamesTestCase {

        @DisplayName("half \uD800, quote \" and \\, <b>é 😀")
        @Test
        void named() {}
    }

    /** A hundred tests, of which as many abort as a system property says. */
    static class SkipRateTestCase {

        @ParameterizedTest
        @MethodSource("numbers")
        void is_aborted_below(int number) {
            if (number < Integer.getInteger("mmp.test.metrics.skips")) {
                abort("no licence");
            }
        }

        static IntStream numbers() {
            return IntStream.range(0, 100);
        }
    }

    /** Ends its JVM as a crash does. */
    static class HaltingTestCase {

        @Test
        void halts() {
            Runtime.getRuntime().halt(0);
        }
    }
}
