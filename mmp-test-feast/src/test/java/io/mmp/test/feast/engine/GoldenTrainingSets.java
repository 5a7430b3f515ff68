package io.mmp.test.feast.engine;

import static io.mmp.test.feast.FeastAssertions.assertThat;

import io.mmp.test.engine.Engine;
import io.mmp.test.feast.engine.ScriptedResult.ScriptedColumn;
import io.mmp.test.feast.history.EngineSource;
import io.mmp.test.feast.history.LatestRows;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The training sets and feature views whose questions golden SQL has. */
final class GoldenTrainingSets {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final FeatureView PLAIN = FeatureView.named("drivers")
            .withJoinKey("id", ValueType.INT64)
            .withJoinKey("code", ValueType.STRING)
            .withFeature("rate", ValueType.DOUBLE)
            .withFeature("trips", ValueType.INT64)
            .withFeature("city", ValueType.STRING)
            .withFeature("active", ValueType.BOOL);
    private static final FeatureView VIEW = PLAIN.withTtl(Duration.ofHours(1)).withCreatedTimestamp("created");

    private final GoldenSql golden;
    private final EngineNames names;
    private final ScriptedEngine scripted;
    private final Engine engine;

    GoldenTrainingSets(GoldenSql golden, EngineNames names) {
        this.golden = golden;
        this.names = names;
        this.scripted = golden.scripted();
        List<ScriptedColumn> training = new ArrayList<>();
        VIEW.joinKeys().forEach(key -> training.add(names.column(names.spelled(key.name()), key.type())));
        List<ScriptedColumn> labels = new ArrayList<>(training);
        VIEW.features().forEach(feature -> training.add(names.column(names.spelled(feature.name()), feature.type())));
        training.add(names.column(names.spelled("event_timestamp"), ValueType.UNIX_TIMESTAMP));
        labels.add(names.column(names.spelled("event_timestamp"), ValueType.UNIX_TIMESTAMP));
        List<ScriptedColumn> rows = new ArrayList<>(training);
        rows.add(names.column(names.spelled("created"), ValueType.UNIX_TIMESTAMP));
        scripted.addTable("ml.training", training);
        scripted.addTable("ml.labels", labels);
        scripted.addTable("ml.drivers", rows);
        List<ScriptedColumn> joined = new ArrayList<>(labels);
        joined.add(names.column(names.spelled("trips"), ValueType.INT64));
        scripted.addTable("ml.joined", joined);
        scripted.answer("cause", names.column("cause", ValueType.STRING), "UNTOLD");
        scripted.answer("rk1", names.column("rk1", ValueType.STRING), "it's");
        scripted.answer("rt", names.column("rt", ValueType.UNIX_TIMESTAMP), names.cell(NOON));
        scripted.answer("rx0", names.column("rx0", ValueType.DOUBLE), 0.5);
        scripted.answer("rx2", names.column("rx2", ValueType.STRING), "Oslo");
        scripted.answer("rx3", names.column("rx3", ValueType.BOOL), true);
        scripted.answer("o1", names.column("o1", ValueType.STRING), "it's");
        scripted.answer("e", names.column("e", ValueType.UNIX_TIMESTAMP), names.cell(NOON));
        this.engine = scripted.engine();
    }

    /** Answer for c0 and those behind it as columns of the types of these, which have no rows. */
    private void fetched(List<ValueType> types) {
        for (int i = 0; i < types.size(); i++) {
            scripted.answer("c" + i, names.column("c" + i, types.get(i)), null);
        }
    }

    private static List<ValueType> typesOf(FeatureView view) {
        List<ValueType> types = new ArrayList<>();
        view.joinKeys().forEach(key -> types.add(key.type()));
        types.add(ValueType.UNIX_TIMESTAMP);
        view.createdTimestamp().ifPresent(created -> types.add(ValueType.UNIX_TIMESTAMP));
        view.features().forEach(feature -> types.add(feature.type()));
        return types;
    }

    private TrainingSet of(FeatureView view) {
        fetched(typesOf(view));
        return TrainingSet.in(engine, "ml.training").with(view, "ml.drivers");
    }

    void ask() {
        TrainingSet set = of(VIEW);
        ask("training", "is point-in-time correct", () -> assertThat(set).isPointInTimeCorrect());
        ask(
                "training-known",
                "is point-in-time correct by knowledge time",
                () -> assertThat(set).usingKnowledgeTime().isPointInTimeCorrect());
        ask(
                "training-as-of",
                "is point-in-time correct by knowledge time, as of an instant",
                () -> assertThat(set).asOf(NOON).usingKnowledgeTime().isPointInTimeCorrect());
        ask(
                "training-sample",
                "is point-in-time correct for one entity in a hundred",
                () -> assertThat(set).usingOneEntityIn(100, 0.001).isPointInTimeCorrect());
        TrainingSet plain = of(PLAIN);
        ask(
                "training-without-ttl",
                "is point-in-time correct, of a view without TTL and created timestamp",
                () -> assertThat(plain).isPointInTimeCorrect());
        manyRows();
        entityRows();
        latestRows();
    }

    /** The nearest feature rows are fetched of an entity that has too many. */
    private void manyRows() {
        scripted.answer("n", names.column("n", ValueType.INT64), 50_001);
        TrainingSet set = of(VIEW);
        ask(
                "training-many-rows",
                "is point-in-time correct, of an entity with many rows",
                () -> assertThat(set).isPointInTimeCorrect());
        scripted.answer("n", names.column("n", ValueType.INT64), 3);
    }

    /** A row was dropped. */
    private void entityRows() {
        scripted.answer("wrong", names.column("wrong", ValueType.INT64), 0);
        scripted.answer("asked", names.column("asked", ValueType.INT64), 4);
        scripted.fill("FROM ml.labels r) s INNER JOIN");
        FeatureView view = FeatureView.named("drivers")
                .withJoinKey("id", ValueType.INT64)
                .withJoinKey("code", ValueType.STRING)
                .withFeature("trips", ValueType.INT64);
        fetched(typesOf(view));
        scripted.answer("c0", names.column("c0", ValueType.INT64), 3);
        scripted.answer("c1", names.column("c1", ValueType.STRING), "it's");
        scripted.answer("c2", names.column("c2", ValueType.UNIX_TIMESTAMP), names.cell(NOON));
        TrainingSet set =
                TrainingSet.in(engine, "ml.joined").with(view, "ml.drivers").withEntityRows("ml.labels");
        ask(
                "training-entity-rows",
                "is point-in-time correct, rows that were dropped or are extra included",
                () -> assertThat(set).isPointInTimeCorrect());
        scripted.answer("wrong", names.column("wrong", ValueType.INT64), 3);
    }

    private void latestRows() {
        fetched(typesOf(VIEW));
        Table entities = Table.builder()
                .column("id", ValueType.INT64)
                .column("code", ValueType.STRING)
                .row(3L, "it's")
                .row(4L, "")
                .build();
        ask("latest-rows", "the rows of each entity that count, by ranges of keys", () -> {
            try (LatestRows rows = LatestRows.open(EngineSource.of(VIEW, engine.table("ml.drivers")))) {
                rows.end(null, 1_000);
                rows.end(List.of(3L, "it's"), 1_000);
                rows.latest(null, List.of(4L, ""), NOON);
                rows.latest(List.of(3L, "it's"), List.of(4L, ""), NOON);
                rows.history(entities, NOON);
                rows.state();
                rows.lastEvent();
                rows.countOfIngested(NOON);
                rows.countOfNobody(NOON);
                rows.ofNobody(NOON);
            }
        });
    }

    private void ask(String file, String question, Runnable answered) {
        golden.ask(file, question, scripted, answered);
    }
}
