package io.mmp.test.feast.engine;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.contract.ColumnRule;
import io.mmp.test.contract.TableContract;
import io.mmp.test.contract.TableRows;
import io.mmp.test.drift.DriftCheck;
import io.mmp.test.drift.DriftException;
import io.mmp.test.engine.Engine;
import io.mmp.test.feast.history.EngineSource;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of lists in Spark, whose driver gives all of them as text. */
@Tag("e2e")
@ExtendWith(LocalEngines.class)
class SparkListTests {

    private static final FeatureView VIEW = FeatureView.named("stats").withJoinKey("id", ValueType.INT64);

    private static Engine engine(LocalSpark spark) throws SQLException {
        try (Connection connection = DriverManager.getConnection(spark.url());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE OR REPLACE GLOBAL TEMPORARY VIEW lists AS SELECT CAST(1 AS BIGINT) AS id, TIMESTAMP '2026-01-01 10:00:00 UTC' AS event_timestamp, array(1, CAST(NULL AS BIGINT)) AS integers, array(0.5D, DOUBLE('NaN')) AS doubles, array('a, b', NULL) AS texts, array(true) AS booleans, array(array(1)) AS nested");
        }
        return Engine.at(spark.url());
    }

    @Test
    void lists_of_integers_are_judged_and_others_refused_by_one_sentence(LocalSpark spark) throws SQLException {
        Engine engine = engine(spark);
        assertThat(engine.table("global_temp.lists").columns())
                .filteredOn(column -> column.unread() != null)
                .extracting(column -> column.name() + " " + column.sqlType())
                .containsExactly("doubles double[]", "texts varchar[]", "booleans boolean[]", "nested integer[][]");
        assertThat(TrainingSet.in(engine, "global_temp.lists")
                        .with(VIEW.withFeature("integers", ValueType.INT64_LIST), "global_temp.lists"))
                .isPointInTimeCorrect();
        Map<String, String> refused =
                Map.of("doubles", "double[]", "texts", "varchar[]", "booleans", "boolean[]", "nested", "integer[][]");
        refused.forEach((column, type) -> {
            TrainingSet set = TrainingSet.in(engine, "global_temp.lists")
                    .with(VIEW.withFeature(column, ValueType.DOUBLE_LIST), "global_temp.lists");
            assertThatExceptionOfType(TableException.class)
                    .isThrownBy(() -> assertThat(set).isPointInTimeCorrect())
                    .withMessage(
                            "Column '%1$s' (%2$s) cannot be judged in the engine: Column '%1$s' is of the SQL type %2$s, which is not read through this driver. Convert it with Engine.query, or leave it out with EngineSource.select."
                                    .formatted(column, type));
        });
    }

    @Test
    void what_a_query_makes_of_a_list_is_judged(LocalSpark spark) throws SQLException {
        Engine engine = engine(spark);
        FeatureView view = VIEW.withFeature("doubles", ValueType.STRING);
        String right = "SELECT id, event_timestamp, to_json(doubles) AS doubles FROM global_temp.lists";
        assertThat(TrainingSet.of(engine.query(right)).with(EngineSource.of(view, engine.query(right))))
                .isPointInTimeCorrect();
        String wrong = right.replace("to_json(doubles)", "to_json(slice(doubles, 1, 1))");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(
                                TrainingSet.of(engine.query(wrong)).with(EngineSource.of(view, engine.query(right))))
                        .isPointInTimeCorrect())
                .withMessageContaining("doubles=[0.5], right is doubles=[0.5,\"NaN\"]");
    }

    @Test
    void contracts_and_drift_refuse_them_too(LocalSpark spark) throws SQLException {
        Engine engine = engine(spark);
        TableContract contract =
                TableContract.of("lists").withColumn("doubles", ValueType.DOUBLE_LIST, ColumnRule.notNull());
        assertThat(contract.judge(TableRows.in(engine.table("global_temp.lists")))
                        .toString())
                .contains(
                        "CRITICAL doubles is a column: it cannot be read: Column 'doubles' is of the SQL type double[], which is not read through this driver. So it was not judged that it is not null.");
        assertThatExceptionOfType(DriftException.class)
                .isThrownBy(() -> DriftCheck.standard()
                        .withColumns("doubles")
                        .compare(engine.table("global_temp.lists"), engine.table("global_temp.lists")))
                .withMessage(
                        "Column 'doubles' is of the SQL type double[], which is not read through this driver. Leave it out with withoutColumns, or convert it where it is read.");
    }
}
