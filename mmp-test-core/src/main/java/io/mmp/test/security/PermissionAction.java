package io.mmp.test.security;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be tried.
 *
 * @param changing whether it changes the state when it is allowed
 * @param attempt tries it
 * @param detours other ways to the same, by which it may be done though it is denied
 */
record PermissionAction(String name, boolean changing, PermissionAttempt attempt, List<Detour> detours) {

    /**
     * Another way to an action.
     *
     * @param name such as {@code a slash at the end}
     * @param attempt tries it
     * @param control tries the same without what is odd; what comes of that too is no way around. Null if that is the action itself
     */
    record Detour(
            String name,
            PermissionAttempt attempt,
            @Nullable PermissionAttempt control) {}
}
