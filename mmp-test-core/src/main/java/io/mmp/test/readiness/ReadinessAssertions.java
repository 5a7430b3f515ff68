package io.mmp.test.readiness;

import java.net.URI;
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

    /** Start assertions on what a health endpoint says. */
    public static HealthEndpointAssert assertThat(@Nullable HealthEndpoint actual) {
        return new HealthEndpointAssert(actual);
    }

    /** Start assertions on what the health endpoint at an address says. */
    public static HealthEndpointAssert assertThatHealth(URI endpoint) {
        return new HealthEndpointAssert(HealthEndpoint.at(endpoint));
    }

    /** Start assertions on what a text gives away. */
    public static SafeTextAssert assertThat(@Nullable SafeText actual) {
        return new SafeTextAssert(actual);
    }

    /** Start assertions on how a service answers requests that it must refuse. */
    public static HostileRequestsAssert assertThat(@Nullable HostileRequests actual) {
        return new HostileRequestsAssert(actual);
    }

    /** Start assertions on whether a service rejects invalid requests. */
    public static InvalidRequestsCheckAssert assertThat(@Nullable InvalidRequestsCheck actual) {
        return new InvalidRequestsCheckAssert(actual);
    }

    /** Start assertions on which endpoints tests have touched. */
    public static EndpointCallsAssert assertThat(@Nullable EndpointCalls actual) {
        return new EndpointCallsAssert(actual);
    }

    /** Start assertions on whether a running stack is as its contract says. */
    public static EnvironmentContractAssert assertThat(@Nullable EnvironmentContract actual) {
        return new EnvironmentContractAssert(actual);
    }
}
