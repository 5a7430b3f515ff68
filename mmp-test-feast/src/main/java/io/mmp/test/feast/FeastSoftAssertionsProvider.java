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
import org.assertj.core.api.SoftAssertionsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Adds the assertions of {@link FeastAssertions} to soft assertions of your own.
 *
 * <pre>{@code
 * class Softly extends BDDSoftAssertions implements FeastSoftAssertionsProvider {}
 * }</pre>
 *
 * @since 0.1.0
 */
public interface FeastSoftAssertionsProvider extends SoftAssertionsProvider {

    /** Assert softly on what a feature store returned for a point-in-time join. */
    default PointInTimeAssert assertThat(@Nullable HistoricalFeatures features) {
        return proxy(PointInTimeAssert.class, HistoricalFeatures.class, features);
    }

    /** Assert softly on a training set in an engine. */
    default TrainingSetAssert assertThat(@Nullable TrainingSet set) {
        return proxy(TrainingSetAssert.class, TrainingSet.class, set);
    }

    /** Assert softly on what an online store returned. */
    default OnlineAssert assertThat(@Nullable OnlineFeatures features) {
        return proxy(OnlineAssert.class, OnlineFeatures.class, features);
    }

    /** Assert softly on what an online store serves of a view whose rows are in an engine. */
    default EngineSourceAssert assertThat(@Nullable EngineSource source) {
        return proxy(EngineSourceAssert.class, EngineSource.class, source);
    }

    /** Assert softly on what became of the rows that were ingested into a feature view. */
    default IngestionAssert assertThat(@Nullable FeatureSource rows) {
        return proxy(IngestionAssert.class, FeatureSource.class, rows);
    }

    /** Assert softly on a table of feature values. */
    default TableAssert assertThat(@Nullable Table table) {
        return proxy(TableAssert.class, Table.class, table);
    }
}
