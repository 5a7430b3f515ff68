package io.mmp.test.feast;

import io.mmp.test.feast.store.FeatureStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option of a view and its source works in every call of real Feast. */
@Tag("e2e")
@EnabledIfFeastProcess
@IsolatedFeast(server = IsolatedFeast.Server.PROCESS)
class ViewOptionsProcessTests {

    private final FeatureStore feast;

    ViewOptionsProcessTests(FeatureStore feast) {
        this.feast = feast;
    }

    @ParameterizedTest
    @MethodSource("io.mmp.test.feast.ViewOptions#all")
    void a_view_works_in_every_call(ViewOptions options) {
        options.check(feast, "stats");
    }
}
