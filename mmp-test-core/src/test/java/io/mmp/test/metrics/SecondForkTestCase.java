package io.mmp.test.metrics;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs in a fork of its own. */
@Tag("integration")
class SecondForkTestCase {

    @Test
    void passes() {}
}
