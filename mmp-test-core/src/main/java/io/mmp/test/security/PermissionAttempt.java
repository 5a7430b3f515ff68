package io.mmp.test.security;

/**
 * Tries one action on a system.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PermissionAttempt {

    /**
     * Try it as somebody, and return what the system said.
     *
     * @param subject who tries, as the matrix names them
     * @throws Exception if the system could not be asked; that is a fault of the cell, and not a denial
     */
    PermissionAnswer as(String subject) throws Exception;
}
