package io.mmp.test.examples.first;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class SmokeCheckTests {

    @Test
    void the_check_runs_without_a_test_framework() {
        assertThatCode(() -> SmokeCheck.main(new String[0])).doesNotThrowAnyException();
    }
}
