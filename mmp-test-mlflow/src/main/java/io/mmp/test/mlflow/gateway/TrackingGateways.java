package io.mmp.test.mlflow.gateway;

import io.mmp.test.gateway.Gateways;
import java.net.URI;

/**
 * The tracking URIs of all applications of this JVM. Kept apart: tests without an application load no server for them.
 *
 * @since 0.1.0
 */
public final class TrackingGateways {

    /** Those of MLflow. */
    public static final Gateways<URI> ALL = Gateways.of("MLflow", "@IsolatedMlflow", "server");

    private TrackingGateways() {}
}
