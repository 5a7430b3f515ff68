package io.mmp.test.security;

import org.jspecify.annotations.Nullable;

/**
 * Starts assertions on security.
 *
 * @since 0.1.0
 */
public final class SecurityAssertions {

    private SecurityAssertions() {}

    /** Start assertions on the signature of a model. */
    public static SignedModelAssert assertThat(@Nullable SignedModel actual) {
        return new SignedModelAssert(actual);
    }
}
