package io.mmp.test.mlflow.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Checks that an assertion rejects its subject with exactly one message. */
final class Failing {

    private Failing() {}

    static void assertFails(ThrowingCallable assertion, String... lines) {
        AssertionError failure = catchThrowableOfType(AssertionError.class, assertion);
        assertThat(failure).isNotNull();
        assertThat(String.valueOf(failure.getMessage()).strip()).isEqualTo(String.join(System.lineSeparator(), lines));
    }
}
