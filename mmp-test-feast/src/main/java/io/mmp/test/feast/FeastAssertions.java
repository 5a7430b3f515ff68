package io.mmp.test.feast;

import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeAssert;

/** The entry to all assertions on a Feast feature store. */
public final class FeastAssertions {

    private FeastAssertions() {}

    /** Start assertions on what a feature store returned for a point-in-time join. */
    public static PointInTimeAssert assertThat(HistoricalFeatures actual) {
        return PointInTimeAssert.of(actual);
    }
}
