package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.feast.history.EngineFindings.JudgedRow;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A few rows in DuckDB, of which each is planted: judged there and by the local oracle, which must agree.
 *
 * <p>Each case is an entity of its own, numbered by {@code id}, so that an answer tells which of them are wrong.
 */
final class PlantedRows implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Duration TICK = Duration.ofNanos(1000);
    static final FeatureView VIEW = FeatureView.named("stats")
            .withJoinKey("id", ValueType.INT64)
            .withFeature("rate", ValueType.DOUBLE)
            .withFeature("trips", ValueType.INT64)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofHours(1));

    private final EngineUnderTest duckdb = EngineUnderTest.duckdb("planted" + UUID.randomUUID());
    private final Connection keepsIt;
    private final FeatureView view;
    private final TableBuilder features;
    private final TableBuilder training;

    PlantedRows(FeatureView view) throws SQLException {
        this.view = view;
        this.keepsIt = DriverManager.getConnection(duckdb.url());
        this.features = Table.builder();
        view.sourceColumns().forEach(features::column);
        this.training = Table.builder();
        view.joinKeys().forEach(key -> training.column(key.name(), key.type()));
        training.column("event_timestamp", ValueType.UNIX_TIMESTAMP);
        view.features().forEach(feature -> training.column(feature.name(), feature.type()));
    }

    /** Add a feature row: its keys, event timestamp, created timestamp if the view has one, and features. */
    PlantedRows feature(@Nullable Object... cells) {
        features.row(cells);
        return this;
    }

    /** Add a training row: its keys, event timestamp and features. */
    PlantedRows training(@Nullable Object... cells) {
        training.row(cells);
        return this;
    }

    Engine engine() {
        return duckdb.engine();
    }

    /** Write both tables anew. */
    TrainingSet write() throws SQLException {
        duckdb.execute(List.of("DROP TABLE IF EXISTS training", "DROP TABLE IF EXISTS features"));
        duckdb.write(Map.of("training", training.build(), "features", features.build()));
        return TrainingSet.in(engine(), "training").with(view, "features");
    }

    void execute(String... statements) throws SQLException {
        duckdb.execute(List.of(statements));
    }

    /** Return each wrong row by its first key and the cause that the engine tells, as it and the local oracle found them. */
    List<String> wrong(Visibility visibility) throws SQLException {
        TrainingSet set = write();
        return wrong(set, visibility, expected(visibility));
    }

    private List<ValueFault> expected(Visibility visibility) {
        List<String> names =
                new ArrayList<>(view.joinKeys().stream().map(Field::name).toList());
        names.add("event_timestamp");
        Table returned = training.build();
        HistoricalFeatures answer = Retrieval.of(returned.select(names))
                .with(view.from(features.build()))
                .returned(returned);
        return new SourceCheck(answer, answer.retrieval().sources().get(0), visibility).faults();
    }

    private static List<String> wrong(TrainingSet set, Visibility visibility, List<ValueFault> expected) {
        try (EngineSession session = EngineSession.open(set.table().engine())) {
            EngineFindings found = find(session, set, visibility);
            assertThat(found.wrong()).as("what the engine counts").isEqualTo(expected.size());
            assertThat(found.judged()).as("what it fetches").hasSameSizeAs(expected);
            List<String> wrong = new ArrayList<>();
            for (int i = 0; i < found.judged().size(); i++) {
                JudgedRow row = found.judged().get(i);
                if (row.told() != null) {
                    assertThat(row.fault().cause()).as(row.fault().line()).isEqualTo(row.told());
                }
                wrong.add("%s %s"
                        .formatted(
                                found.training().row(i).values().iterator().next(),
                                row.told() == null
                                        ? CauseSql.UNTOLD
                                        : row.told().name()));
            }
            wrong.sort(null);
            return wrong;
        }
    }

    private static EngineFindings find(EngineSession session, TrainingSet set, Visibility visibility) {
        return new EngineCheck(session, set, set.sources().get(0), visibility, 1)
                .withExamples(1_000)
                .find();
    }

    /** Return what an engine finds wrong in a training set, as many examples of it as it fetches by itself. */
    static EngineFindings find(TrainingSet set, int oneEntityIn) {
        try (EngineSession session = EngineSession.open(set.table().engine())) {
            return new EngineCheck(session, set, set.sources().get(0), Visibility.EVENT_TIME, oneEntityIn).find();
        }
    }

    @Override
    public void close() throws SQLException {
        keepsIt.close();
    }
}
