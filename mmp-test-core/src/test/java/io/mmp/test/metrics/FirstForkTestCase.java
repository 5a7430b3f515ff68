package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Has a test that passes when Surefire runs it again. */
class FirstForkTestCase {

    private static final AtomicInteger ATTEMPTS = new AtomicInteger();

    @Test
    void flickers() {
        if (ATTEMPTS.incrementAndGet() == 1) {
            fail("too early");
        }
    }

    @Test
    void passes() {}
}
