package io.mmp.test.metrics;

import io.mmp.test.verdict.FalseAlarmExtension;
import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Verdict;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes that judge claims, to be counted by tests. */
final class JudgingTestCases {

    private JudgingTestCases() {}

    /** Return a claim that passes at this confidence. */
    static Verdict claim(double confidence) {
        return Proportion.of("errors", 0, "requests", 100_000)
                .withConfidence(confidence)
                .isAtMost(0.01);
    }

    /** 0.01 in the class, 0.1 and 0.125 in its unit tests, 0.25 in the one that is tagged, which all other ways of asking leave as it is. */
    static class JudgingTestCase {

        @BeforeAll
        static void judge() {
            claim(0.99).orFail();
        }

        @Test
        void judges_one_claim_again_and_again() {
            Verdict verdict = claim(0.9).orFail();
            verdict.orFail();
            verdict.orSkip();
            claim(0.6); // not judged
        }

        @ParameterizedTest
        @ValueSource(doubles = {0.9375, 0.9375})
        void judges_on_a_thread_of_its_own(double confidence) throws Exception {
            ExecutorService executor = Executors.newSingleThreadExecutor();
            try {
                CompletableFuture.runAsync(() -> claim(confidence).orFail(), executor)
                        .get();
            } finally {
                executor.shutdown();
            }
        }

        @Test
        @Tag("e2e")
        void judges_what_cannot_be_settled() {
            Proportion.of("errors", 0, "requests", 1)
                    .withConfidence(0.75)
                    .isAtMost(0.01)
                    .orSkip();
        }
    }

    /** Fails at first, after a claim that is judged each time. */
    static class FlakyJudgingTestCase {

        static final AtomicInteger ATTEMPTS = new AtomicInteger();

        @Test
        void flickers() {
            claim(0.75).orFail();
            if (ATTEMPTS.getAndIncrement() == 0) {
                throw new AssertionError("by accident");
            }
        }
    }

    /** 0.25 and 0.125 by entries that the tests publish themselves; the other entries are none. */
    static class PublishingTestCase {

        @Test
        void publishes(TestReporter reporter) {
            reporter.publishEntry("mmp.verdict.false.alarm", "0.25");
            reporter.publishEntry("mmp.verdict.false.alarm", "1.25E-1");
            reporter.publishEntry("mmp.verdict.false.alarm", "1.5");
            reporter.publishEntry("mmp.verdict.false.alarm", "rarely");
        }
    }

    /** As one that publishes, but by the extension. */
    @ExtendWith(FalseAlarmExtension.class)
    static class ReportedTestCase {

        @Test
        void judges() {
            claim(0.75).orFail();
            claim(0.875).orFail();
        }

        @Test
        void judges_nothing() {}
    }
}
