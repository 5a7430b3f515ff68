package io.mmp.test.profile;

import io.mmp.test.Internal;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tells other extensions the profile of a test.
 *
 * @since 0.1.0
 */
@Internal
public final class TestedProfile {

    private TestedProfile() {}

    /** Return the profile that {@link WithProfile} names for a test or class, or else the active one. */
    public static Profile of(ExtensionContext context) {
        return ProfileDeclaration.of(context).profile(context);
    }
}
