package io.mmp.test.feast.serving;

import dev.feast.FeastClient;
import io.mmp.test.Internal;
import io.mmp.test.gateway.Gateways;

/**
 * The feature servers of all applications of this JVM. Kept apart: tests without an application load no gRPC for them.
 *
 * @since 0.1.0
 */
@Internal
public final class ServingGateways {

    /** Those of Feast. */
    public static final Gateways<FeastClient> ALL = Gateways.of("Feast", "@IsolatedFeast", "feature store");

    private ServingGateways() {}
}
