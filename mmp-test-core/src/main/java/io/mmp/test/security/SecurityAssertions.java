package io.mmp.test.security;

import org.jspecify.annotations.Nullable;

/**
 * Starts assertions on security.
 *
 * @since 0.1.0
 */
public final class SecurityAssertions {

    private SecurityAssertions() {}

    /** Start assertions on who may do what in a system. */
    public static PermissionProbeAssert assertThat(@Nullable PermissionProbe actual) {
        return new PermissionProbeAssert(actual);
    }

    /** Start assertions on who may do what in an HTTP service. */
    public static PermissionProbeAssert assertThat(@Nullable HttpPermissions actual) {
        return new PermissionProbeAssert(actual == null ? null : actual.toProbe());
    }

    /** Start assertions on the signature of a model. */
    public static SignedModelAssert assertThat(@Nullable SignedModel actual) {
        return new SignedModelAssert(actual);
    }
}
