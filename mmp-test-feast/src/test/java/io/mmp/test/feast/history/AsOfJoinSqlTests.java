package io.mmp.test.feast.history;

import static io.mmp.test.feast.history.PlantedRows.NOON;
import static io.mmp.test.feast.history.PlantedRows.TICK;
import static io.mmp.test.feast.history.PlantedRows.VIEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.engine.EngineSession;
import io.mmp.test.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expects that a plan that is measured beside the one that is used gives the same answers: at the TTL, of ties, by both clocks, as of an instant. */
class AsOfJoinSqlTests {

    @Test
    void an_asof_join_finds_the_same_rows_wrong() throws Exception {
        Instant before = NOON.minusSeconds(60);
        Instant old = NOON.minus(VIEW.ttl());
        try (PlantedRows rows = new PlantedRows(VIEW)
                .feature(1L, before, NOON, 0.1, 1L)
                .feature(1L, before, NOON.minus(TICK), 0.2, 2L)
                .training(1L, NOON, 0.1, 1L)
                .training(1L, NOON, 0.2, 2L)
                .training(1L, null, null, null)
                .feature(2L, before, NOON.plus(TICK), 0.1, 1L)
                .feature(2L, before.minus(TICK), before, 0.2, 2L)
                .training(2L, NOON, 0.1, 1L)
                .training(2L, NOON, 0.2, 2L)
                .feature(3L, old, old, 0.1, 1L)
                .training(3L, NOON, 0.1, 1L)
                .training(3L, NOON.plus(TICK), 0.1, 1L)
                // What is known last is not what happened last.
                .feature(4L, before.minusSeconds(60), NOON.minus(TICK), 0.1, 1L)
                .feature(4L, before, before, 0.2, 2L)
                .training(4L, NOON, 0.1, 1L)
                .training(4L, NOON, 0.2, 2L)
                .feature(5L, NOON, NOON, 0.1, 1L)
                .training(5L, NOON, 0.1, 1L)
                .training(5L, NOON.minus(TICK), 0.1, 1L)
                .training(6L, NOON, 0.1, 1L)) {
            TrainingSet set = rows.write();
            try (EngineSession session = EngineSession.open(set.table().engine())) {
                for (Visibility visibility : List.of(
                        Visibility.EVENT_TIME,
                        Visibility.EVENT_TIME.withKnowledgeTime(),
                        Visibility.EVENT_TIME.asOf(before))) {
                    for (Duration ttl : List.of(VIEW.ttl(), Duration.ZERO, Duration.ofSeconds(60))) {
                        EngineSource source = set.sources().get(0);
                        RowsSql sql = RowsSql.of(session, set, source, visibility, 1);
                        Table window = session.read(new PointInTimeSql(sql, ttl).countOfWrong(), set);
                        Table asOf = session.read(new AsOfJoinSql(sql, ttl).countOfWrong(), set);
                        assertThat(asOf.row(0)).as("%s, %s", visibility, ttl).isEqualTo(window.row(0));
                        assertThat(window.column("wrong").getLong(0)).isBetween(3L, 11L);
                    }
                }
            }
        }
    }
}
