package io.mmp.test.security;

/**
 * Starts assertions on security.
 *
 * @since 0.1.0
 */
public final class SecurityAssertions {

    private SecurityAssertions() {}
}
