package io.mmp.test.feast;

import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeAssert;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.parity.IngestionAssert;
import io.mmp.test.feast.parity.OnlineAssert;
import io.mmp.test.feast.parity.TableAssert;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Table;

/** The entry to all assertions on a Feast feature store. */
public final class FeastAssertions {

    private FeastAssertions() {}

    /** Start assertions on what a feature store returned for a point-in-time join. */
    public static PointInTimeAssert assertThat(HistoricalFeatures actual) {
        return PointInTimeAssert.of(actual);
    }

    /** Start assertions on what an online store returned: parity with its source or an offline store, freshness, statuses. */
    public static OnlineAssert assertThat(OnlineFeatures actual) {
        return OnlineAssert.of(actual);
    }

    /** Start assertions on what became of the rows that were ingested into a feature view. */
    public static IngestionAssert assertThatIngested(FeatureSource rows) {
        return IngestionAssert.of(rows);
    }

    /** Start assertions on a table of feature values: parity with another one. */
    public static TableAssert assertThat(Table actual) {
        return TableAssert.of(actual);
    }
}
