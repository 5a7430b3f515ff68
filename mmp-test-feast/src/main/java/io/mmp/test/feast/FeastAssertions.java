package io.mmp.test.feast;

import io.mmp.test.feast.history.EngineSource;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeAssert;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.feast.history.TrainingSetAssert;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.parity.EngineSourceAssert;
import io.mmp.test.feast.parity.IngestionAssert;
import io.mmp.test.feast.parity.OnlineAssert;
import io.mmp.test.feast.parity.TableAssert;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Table;
import org.jspecify.annotations.Nullable;

/**
 * The entry to all assertions on a Feast feature store.
 *
 * @since 0.1.0
 */
public final class FeastAssertions {

    private FeastAssertions() {}

    /** Start assertions on what a feature store returned for a point-in-time join. */
    public static PointInTimeAssert assertThat(@Nullable HistoricalFeatures actual) {
        return new PointInTimeAssert(actual);
    }

    /** Start assertions on a training set in an engine. */
    public static TrainingSetAssert assertThat(@Nullable TrainingSet actual) {
        return new TrainingSetAssert(actual);
    }

    /** Start assertions on what an online store returned: parity with its source or an offline store, freshness, statuses. */
    public static OnlineAssert assertThat(@Nullable OnlineFeatures actual) {
        return new OnlineAssert(actual);
    }

    /** Start assertions on what an online store serves of a view whose rows are in an engine. */
    public static EngineSourceAssert assertThat(@Nullable EngineSource actual) {
        return new EngineSourceAssert(actual);
    }

    /** Start assertions on what became of the rows that were ingested into a feature view. */
    public static IngestionAssert assertThat(@Nullable FeatureSource actual) {
        return new IngestionAssert(actual);
    }

    /** Start assertions on a table of feature values: parity with another one. */
    public static TableAssert assertThat(@Nullable Table actual) {
        return new TableAssert(actual);
    }
}
