package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.feast.FeastAssertions;
import io.mmp.test.feast.embedded.EmbeddedFeast;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Compares two ways to find historical features that share no code, the embedded store's and the oracle's, on generated questions. */
class EmbeddedHistoryTests {

    private static final int QUESTIONS = 3000;

    @Test
    void the_embedded_store_and_the_join_give_the_same_answers() {
        List<FeatureView> views = QuestionGenerator.views();
        QuestionGenerator generator = new QuestionGenerator(20261128);
        int compared = 0;
        long values = 0;
        try (EmbeddedFeast feast = EmbeddedFeast.start()) {
            while (compared < QUESTIONS) {
                PointInTimeJoin join = generator.next(views).join();
                FeatureSource source = join.sources().get(0);
                if (!source.name().equals(source.view().name())) {
                    continue; // the store has no aliases
                }
                compared++;
                feast.apply(source.view().withTtl(source.view().ttl().plusSeconds(1)), source.view()); // empties it
                feast.ingest(source.view(), source.rows());
                Table asked = join.entityRows();
                String[] features = source.features().stream()
                        .map(feature -> source.name() + ":" + feature)
                        .toArray(String[]::new);

                Table answer = feast.historical(asked, features).returned();

                Table right = PointInTimeJoin.of(asked).with(source).run();
                assertThat(answer.columnNames()).isEqualTo(right.columnNames());
                for (int row = 0; row < asked.rowCount(); row++) {
                    assertThat(answer.row(row))
                            .as("question %s, row %s", compared, row)
                            .isEqualTo(right.row(row));
                    values += right.row(row).values().stream()
                            .filter(Objects::nonNull)
                            .count();
                }
            }
        }
        assertThat(values).as("the questions have answers").isGreaterThan(15L * QUESTIONS);
    }

    @Test
    void an_answer_of_the_embedded_store_can_be_wrong() {
        FeatureView endless = DriverStats.VIEW.withTtl(Duration.ZERO);
        try (EmbeddedFeast feast = EmbeddedFeast.start()) {
            feast.apply(endless);
            feast.ingest(endless, DriverStats.ROWS);
            Table answer = feast.historical(DriverStats.ENTITIES, "driver_stats:conv_rate", "driver_stats:trips")
                    .returned();
            assertThat(answer.column("trips").get(1)).isEqualTo(6L);
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> FeastAssertions.assertThat(DriverStats.JOIN.returned(answer))
                            .isPointInTimeCorrect())
                    .withMessageContaining("(value beyond the TTL: 1)");
        }
    }
}
