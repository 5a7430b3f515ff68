package io.mmp.test.feast;

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

    static java.util.stream.IntStream indices() {
        return java.util.stream.IntStream.range(0, 108);
    }

    @ParameterizedTest
    @MethodSource("indices")
    void a_view_works_in_every_call(int index) {
        ViewOptions.all().toList().get(index).check(feast, "stats");
    }
}
