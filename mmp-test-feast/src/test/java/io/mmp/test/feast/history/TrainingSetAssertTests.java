package io.mmp.test.feast.history;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.history.DriverStats.JOIN;
import static io.mmp.test.feast.history.DriverStats.MICROSECOND;
import static io.mmp.test.feast.history.DriverStats.ROWS;
import static io.mmp.test.feast.history.DriverStats.TEN;
import static io.mmp.test.feast.history.DriverStats.VIEW;
import static io.mmp.test.feast.history.DriverStats.assertFails;
import static io.mmp.test.feast.history.DriverStats.assertRefused;
import static io.mmp.test.feast.history.DriverStats.joinedAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineException;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.CsvTables;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import io.mmp.test.verdict.VerdictError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants faults in training sets in an engine, and expects each assertion to find its own and no other. */
class TrainingSetAssertTests {

    private final EngineUnderTest duckdb = EngineUnderTest.duckdb("t" + UUID.randomUUID());
    private final Engine engine = duckdb.engine();

    @TempDir
    private Path directory;

    private Connection keepsIt;

    @BeforeEach
    void open() throws SQLException {
        keepsIt = DriverManager.getConnection(duckdb.url());
        duckdb.write(Map.of("driver_stats", ROWS));
    }

    @AfterEach
    void close() throws SQLException {
        keepsIt.close();
    }

    private TrainingSet set(Table rows) throws SQLException {
        duckdb.execute(List.of("DROP TABLE IF EXISTS training"));
        duckdb.write(Map.of("training", rows));
        return TrainingSet.in(engine, "training").with(VIEW, "driver_stats");
    }

    @Test
    void right_features_pass() throws SQLException {
        TrainingSet right = set(JOIN.run());
        assertThat(right)
                .isPointInTimeCorrect()
                .isPointInTimeCorrect(VIEW)
                .hasNoFutureValues()
                .respectsTtl();
        assertThat((Object) right).asInstanceOf(TrainingSetAssert.TRAINING_SET).hasNoFutureValues();
    }

    @Test
    void a_neighbour_of_one_microsecond_is_found() throws SQLException {
        TrainingSet leaky = set(joinedAt(MICROSECOND, VIEW));
        String fault = """
                1 row is wrong (future value: 1):
                  driver_id=1 at 2026-01-01T10:00:00Z: driver_stats has conv_rate=0.4, trips=4, right is conv_rate=0.3, trips=2 (future value)
                Smallest counterexample:
                  entity        driver_id=1
                  instant       2026-01-01T10:00:00Z
                  returned      conv_rate=0.4, trips=4
                  right         conv_rate=0.3, trips=2
                  right row     event_timestamp=2026-01-01T10:00:00Z, created=2026-01-01T12:00:00Z, conv_rate=0.3, trips=2
                  returned row  event_timestamp=2026-01-01T10:00:00.000001Z, created=2026-01-01T10:05:00Z, conv_rate=0.4, trips=4
                  cause         future value, PT0.000001S after the instant""";
        assertFails(
                () -> assertThat(leaky).isPointInTimeCorrect(),
                "\nExpecting 3 rows of training set 'training' to be point-in-time correct, but " + fault);
        assertFails(
                () -> assertThat(leaky).hasNoFutureValues(),
                "\nExpecting 3 rows of training set 'training' to have no future values, but " + fault);
        assertThat(leaky).respectsTtl();
    }

    @Test
    void what_was_created_later_is_found_by_the_clock_of_knowledge() throws SQLException {
        TrainingSet set = set(JOIN.run());
        AssertionError error =
                catchThrowableOfType(AssertionError.class, () -> assertThat(set).hasNoValuesCreatedLater());
        assertThat(error).hasMessageContaining("but 1 row is wrong (value created later: 1):");
        assertThat(set(JOIN.withKnowledgeTime().run()))
                .hasNoValuesCreatedLater()
                .usingKnowledgeTime()
                .isPointInTimeCorrect();
    }

    @Test
    void what_is_beyond_the_ttl_and_time_travel_are_found() throws SQLException {
        TrainingSet old = set(joinedAt(Duration.ZERO, VIEW.withTtl(Duration.ZERO)));
        AssertionError error =
                catchThrowableOfType(AssertionError.class, () -> assertThat(old).respectsTtl());
        assertThat(error)
                .hasMessageContaining("to respect the TTL, but 1 row is wrong (value beyond the TTL: 1):")
                .hasMessageEndingWith(
                        "cause         value beyond the TTL, PT2H0.001S before the instant, and the TTL is PT2H");
        TrainingSet travelled = set(JOIN.asOf(TEN.minus(MICROSECOND)).run());
        assertThat(travelled).asOf(TEN.minus(MICROSECOND)).isPointInTimeCorrect();
        AssertionError late = catchThrowableOfType(
                AssertionError.class, () -> assertThat(travelled).isPointInTimeCorrect());
        assertThat(late).hasMessageContaining("(superseded value: 1):");
    }

    @Test
    void views_that_are_read_twice_under_full_names_are_judged_each() throws SQLException {
        Table rows = Table.builder()
                .column("buyer", ValueType.INT64)
                .column("seller", ValueType.INT64)
                .column("at", ValueType.UNIX_TIMESTAMP)
                .column("b__trips", ValueType.DOUBLE)
                .column("s__trips", ValueType.INT64)
                .row(1L, 2L, TEN, 2.0, null)
                .row(1L, 2L, TEN, 3.0, 6L)
                .build();
        set(rows);
        EngineSource source =
                EngineSource.of(VIEW, engine.table("driver_stats")).select("trips");
        TrainingSet set = TrainingSet.of(engine.query("SELECT * FROM training"))
                .withEventTimestamp("AT")
                .withFullFeatureNames()
                .with(source.withName("b").withJoinKey("driver_id", "buyer"))
                .with(source.withName("s").withJoinKey("driver_id", "seller"));
        assertFails(() -> assertThat(set).isPointInTimeCorrect(), """

                Expecting 2 rows of training set the query SELECT * FROM training to be point-in-time correct, but 2 values are wrong (value beyond the TTL: 1, value that the entity never had: 1):
                  buyer=1 at 2026-01-01T10:00:00Z: b has trips=3.0, right is trips=2 (value that the entity never had)
                  seller=2 at 2026-01-01T10:00:00Z: s has trips=6, right is trips=null (value beyond the TTL)
                Smallest counterexample:
                  entity        buyer=1
                  instant       2026-01-01T10:00:00Z
                  returned      trips=3.0
                  right         trips=2
                  right row     event_timestamp=2026-01-01T10:00:00Z, created=2026-01-01T12:00:00Z, trips=2
                  returned row  none of this entity
                  cause         value that the entity never had""");
        assertThat(set).hasNoFutureValues();
    }

    @Test
    void rows_that_show_a_failure_are_written_and_read_again() throws Exception {
        TrainingSet leaky = set(joinedAt(MICROSECOND, VIEW));
        AssertionError error = catchThrowableOfType(
                AssertionError.class,
                () -> assertThat(leaky).usingCounterexampleDirectory(directory).isPointInTimeCorrect());
        Path training = directory.resolve("driver_stats.training.csv");
        Path features = directory.resolve("driver_stats.features.csv");
        assertThat(error)
                .hasMessageEndingWith(System.lineSeparator()
                        + "Rows of the counterexamples: %s, joined from %s".formatted(training, features));
        Map<String, ValueType> types = new LinkedHashMap<>(VIEW.sourceColumns());
        types.remove("created");
        Table rows = CsvTables.read(training, types);
        Table keys = rows.select(List.of("driver_id", "event_timestamp"));
        HistoricalFeatures again = Retrieval.of(keys)
                .with(VIEW.from(CsvTables.read(features, VIEW.sourceColumns())))
                .returned(rows);
        AssertionError local = catchThrowableOfType(
                AssertionError.class, () -> assertThat(again).isPointInTimeCorrect());
        assertThat(local).hasMessageContaining("(future value: 1)");
        assertThat(Files.readString(features)).startsWith("\"driver_id\",\"event_timestamp\",\"created\"");
    }

    @Test
    void a_sample_of_the_entities_gives_a_verdict() throws SQLException {
        TrainingSet right = set(JOIN.run());
        VerdictError few = catchThrowableOfType(
                VerdictError.class,
                () -> assertThat(right).usingOneEntityIn(2, 0.001).isPointInTimeCorrect());
        assertThat(few).hasMessageContaining("sampled entities");
        duckdb.execute(
                List.of(
                        "CREATE TABLE many AS SELECT i AS driver_id, TIMESTAMPTZ '2026-01-01 10:00:00+00' AS event_timestamp, TIMESTAMPTZ '2026-01-01 10:00:00+00' AS created, 0.5::DOUBLE AS conv_rate, 7::BIGINT AS trips FROM range(20000) t(i)"));
        TrainingSet many = TrainingSet.in(engine, "many").with(VIEW, "many");
        assertThat(many).usingOneEntityIn(4, 0.001).isPointInTimeCorrect();
        duckdb.execute(List.of("CREATE TABLE wrong AS SELECT * REPLACE (8 AS trips) FROM many"));
        TrainingSet wrong = TrainingSet.in(engine, "wrong").with(VIEW, "many");
        VerdictError failed = catchThrowableOfType(
                VerdictError.class,
                () -> assertThat(wrong).usingOneEntityIn(4, 0.001).isPointInTimeCorrect());
        assertThat(failed)
                .message()
                .matches("(?s).*(\\d+) entities of driver_stats with a wrong row in \\1 sampled entities.*");
        assertRefused(
                () -> assertThat(many).usingOneEntityIn(4, 0.001).hasNoFutureValues(),
                "A sample of the entities is judged by isPointInTimeCorrect alone: single causes are told of rows, not of entities.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(many).usingOneEntityIn(0, 0.001))
                .withMessage(
                        "A sample takes one entity in 1 or more and allows a share from 0 to 1, not one in 0 and 0.001.");
    }

    @Test
    void nothing_to_judge_is_refused() throws SQLException {
        assertRefused(
                () -> assertThat(set(JOIN.run().rows())).isPointInTimeCorrect(),
                "There is nothing to judge: training set 'training' has no row.");
        assertRefused(
                () -> assertThat(TrainingSet.in(engine, "training")).isPointInTimeCorrect(),
                "There is nothing to judge: training set 'training' was joined from no view. Add them with TrainingSet.with.");
        FeatureView other = VIEW.withName("other");
        assertRefused(
                () -> assertThat(TrainingSet.in(engine, "training").with(VIEW, "driver_stats"))
                        .isPointInTimeCorrect(other),
                "View 'other' was not joined, only [driver_stats].");
        duckdb.execute(List.of("INSERT INTO training SELECT 7, TIMESTAMPTZ '2026-01-01 10:00:00+00', 'x', NULL, NULL"));
        assertRefused(
                () -> assertThat(TrainingSet.in(engine, "training").with(VIEW, "driver_stats"))
                        .isPointInTimeCorrect(),
                "There is nothing to judge: none of 1 rows has a key that is in the rows of view 'driver_stats'.");
        FeatureView forever = VIEW.withTtl(Duration.ZERO);
        assertRefused(
                () -> assertThat(TrainingSet.in(engine, "training").with(forever, "driver_stats"))
                        .respectsTtl(),
                "No view has a TTL that could be respected or not: their rows hold forever.");
    }

    @Test
    void what_cannot_be_compared_exactly_is_refused() throws SQLException {
        set(JOIN.run());
        assertRefused(
                () -> assertThat(TrainingSet.of(engine.query("SELECT * EXCLUDE (trips) FROM training"))
                                .with(VIEW, "driver_stats"))
                        .isPointInTimeCorrect(),
                "There is no column 'trips' in the query SELECT * EXCLUDE (trips) FROM training; it has [driver_id, event_timestamp, label, conv_rate].");
        assertRefused(
                () -> assertThat(TrainingSet.of(
                                        engine.query(
                                                "SELECT * REPLACE (trips::DECIMAL(18,2) AS trips, conv_rate::DECIMAL(18,2) AS conv_rate) FROM training"))
                                .with(VIEW, "driver_stats"))
                        .isPointInTimeCorrect(),
                "Feature 'conv_rate' is DECIMAL in the training set and DOUBLE in the source, which an engine does not compare exactly. Convert one of them with Engine.query, or leave it out with EngineSource.select.");
        assertRefused(
                () -> assertThat(TrainingSet.of(
                                        engine.query(
                                                "SELECT * REPLACE (event_timestamp::TIMESTAMP AS event_timestamp) FROM training"))
                                .with(VIEW, "driver_stats"))
                        .isPointInTimeCorrect(),
                "Column 'event_timestamp' (timestamp) cannot be judged in the engine: Column 'event_timestamp' has timestamps without a time zone: say which one is meant. Convert it with Engine.query, or leave it out with EngineSource.select.");
        assertRefused(
                () -> assertThat(TrainingSet.in(engine, "training")
                                .withEventTimestamp("label")
                                .with(VIEW, "driver_stats"))
                        .isPointInTimeCorrect(),
                "The timestamp 'label' of 'training' must be UNIX_TIMESTAMP, but is STRING (varchar).");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> assertThat(TrainingSet.in(engine, "trainings").with(VIEW, "driver_stats"))
                        .isPointInTimeCorrect())
                .withMessageStartingWith("'trainings' cannot be read in DuckDB");
    }
}
