package io.mmp.test.readiness;

import org.jspecify.annotations.Nullable;

/**
 * Starts assertions on the readiness of a deployment.
 *
 * @since 0.1.0
 */
public final class ReadinessAssertions {

    private ReadinessAssertions() {}

    /** Start assertions on the settings that a service is deployed with. */
    public static ConfigurationAssert assertThat(@Nullable Configuration actual) {
        return new ConfigurationAssert(actual);
    }
}
