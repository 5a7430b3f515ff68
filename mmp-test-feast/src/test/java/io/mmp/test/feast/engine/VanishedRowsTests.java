package io.mmp.test.feast.engine;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.engine.Dialect;
import io.mmp.test.engine.EngineException;
import io.mmp.test.feast.engine.ScriptedResult.ScriptedColumn;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts wrong rows that are gone when they are fetched, as in an engine whose questions see one state each. */
class VanishedRowsTests {

    @Test
    void rows_that_are_counted_and_not_given_are_refused() {
        EngineNames names = EngineNames.of(Dialect.SPARK);
        ScriptedEngine scripted = new ScriptedEngine(Dialect.SPARK, names.column("number", ValueType.INT64));
        List<ScriptedColumn> columns = List.of(
                names.column("id", ValueType.INT64),
                names.column("event_timestamp", ValueType.UNIX_TIMESTAMP),
                names.column("trips", ValueType.INT64));
        scripted.addTable("training", columns);
        scripted.addTable("features", columns);
        scripted.empty(" AS cause");
        scripted.answer("cause", names.column("cause", ValueType.STRING), "UNTOLD");
        scripted.answer("rt", names.column("rt", ValueType.UNIX_TIMESTAMP), "2026-01-01 12:00:00");
        FeatureView view =
                FeatureView.named("stats").withJoinKey("id", ValueType.INT64).withFeature("trips", ValueType.INT64);
        TrainingSet set = TrainingSet.in(scripted.engine(), "training").with(view, "features");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> assertThat(set).isPointInTimeCorrect())
                .withMessage(
                        "scripted scripted counted 3 wrong rows of training set 'training', and gave none: a table changed meanwhile. Run the test again, or against a copy or snapshot that stands still.");
    }
}
