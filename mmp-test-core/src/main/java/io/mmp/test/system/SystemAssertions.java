package io.mmp.test.system;

import org.jspecify.annotations.Nullable;

/**
 * Starts assertions on systems of several services.
 *
 * @since 0.1.0
 */
public final class SystemAssertions {

    private SystemAssertions() {}

    /** Start assertions on a group of services. */
    public static ServiceGroupAssert assertThat(@Nullable ServiceGroup actual) {
        return new ServiceGroupAssert(actual);
    }
}
