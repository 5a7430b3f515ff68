package io.mmp.test.feast.history;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.engine.Dialect;
import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.Form;
import io.mmp.test.engine.SqlWriter;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.ValueType;
import io.mmp.test.verdict.VerdictError;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Samples entities by keys that are written otherwise in the training set than in the source: both sides must have the same. */
class SampledKeysTests {

    private static final EngineUnderTest DUCKDB = EngineUnderTest.duckdb("sampled");

    private static final FeatureView VIEW =
            FeatureView.named("rates").withJoinKey("id", ValueType.DECIMAL).withFeature("rate", ValueType.DOUBLE);

    private static void write(String name, String key, String hour, String rate) throws SQLException {
        DUCKDB.execute(List.of(
                "CREATE OR REPLACE TABLE %s AS SELECT CAST(%s AS %s) AS id, TIMESTAMPTZ '2026-01-01 %s:00:00+00' AS event_timestamp, CAST(%s AS DOUBLE) AS rate FROM range(2000) t(i)"
                        .formatted(name, "i / 2.0", key, hour, rate)));
    }

    @ParameterizedTest
    @CsvSource({"DECIMAL(10;3), DECIMAL(8;1)", "DECIMAL(8;1), DECIMAL(30;10)", "DECIMAL(10;1), DECIMAL(10;1)"})
    void decimals_of_two_scales_are_sampled_alike(String training, String source) throws SQLException {
        try (Connection keptOpen = DriverManager.getConnection(DUCKDB.url())) {
            assertThat(keptOpen.isValid(1)).isTrue();
            write("training", training.replace(';', ','), "10", "i");
            write("features", source.replace(';', ','), "09", "i");
            TrainingSet set = TrainingSet.in(DUCKDB.engine(), "training").with(VIEW, "features");

            assertThat(set).usingOneEntityIn(4, 0.01).isPointInTimeCorrect();

            write("features", source.replace(';', ','), "09", "CASE WHEN i % 20 = 0 THEN -1 ELSE i END");
            assertThatExceptionOfType(VerdictError.class)
                    .isThrownBy(() -> assertThat(set).usingOneEntityIn(4, 0.01).isPointInTimeCorrect());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_decimal_and_an_integer_are_hashed_as_one_kind_of_number(Dialect dialect) {
        SqlWriter sql = SqlWriter.of(dialect);
        EngineColumn decimal = new EngineColumn("d", "decimal(10,2)", ValueType.DECIMAL, null);
        EngineColumn integer = new EngineColumn("i", "bigint", ValueType.INT64, null);

        assertThat(sql.hashed(Form.DECIMAL, "t.d", decimal, integer))
                .matches("CAST\\(.*t\\.d.* AS (DOUBLE|FLOAT64|double precision|DOUBLE PRECISION|FLOAT)\\)");
        assertThat(sql.hashed(Form.DECIMAL, "t.i", integer, decimal))
                .matches("CAST\\(t\\.i AS (DOUBLE|FLOAT64|double precision|DOUBLE PRECISION|FLOAT)\\)");
        assertThat(sql.hashed(Form.INTEGER, "t.i", integer, integer))
                .isEqualTo(sql.form(Form.INTEGER, "t.i", integer, integer));
    }

    @Test
    void trino_samples_by_the_text_of_a_double() {
        SqlWriter sql = SqlWriter.of(Dialect.TRINO);
        EngineColumn decimal = new EngineColumn("d", "decimal(10,2)", ValueType.DECIMAL, null);

        assertThat(sql.bucket(List.of(sql.hashed(Form.DECIMAL, "t.d", decimal, decimal)), 100))
                .isEqualTo(
                        "mod(bitwise_and(from_big_endian_64(xxhash64(to_utf8(concat_ws(',', CAST(CAST(CAST(t.d AS VARCHAR) AS DOUBLE) AS VARCHAR))))), 9223372036854775807), 100)");
    }
}
