package io.mmp.test.feast.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.feast.EnabledIfFeastProcess;
import io.mmp.test.feast.FeastAssertions;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.process.FeastStores.Offline;
import io.mmp.test.feast.process.FeastStores.Online;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shows that the assertion finds faults of Feast's offline stores that need more rows, or other keys, than generated questions have. */
@Tag("e2e")
@EnabledIfFeastProcess
class WrongHistoryTests {

    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

    @Test
    void values_that_a_correction_has_superseded_are_found_in_the_store_of_dask() {
        FeatureView view = FeatureView.named("corrected")
                .withJoinKey("id", ValueType.INT64)
                .withFeature("v", ValueType.INT64)
                .withCreatedTimestamp("created");
        TableBuilder rows = table(view);
        TableBuilder asked =
                Table.builder().column("id", ValueType.INT64).column("event_timestamp", ValueType.UNIX_TIMESTAMP);
        for (long id = 0; id < 500; id++) {
            rows.row(id, TEN, TEN.plusSeconds(id % 2 * 60), 0L);
            rows.row(id, TEN, TEN.plusSeconds((id + 1) % 2 * 60), 1L);
            asked.row(id, TEN);
        }

        assertWrong(Offline.DASK, view, rows.build(), asked.build(), "superseded value");
    }

    @Test
    void values_of_another_entity_are_found_in_the_store_of_postgres() {
        FeatureView view = FeatureView.named("pairs")
                .withJoinKey("a", ValueType.INT64)
                .withJoinKey("b", ValueType.INT64)
                .withFeature("v", ValueType.INT64);
        Table rows = table(view).row(1L, 11L, TEN, 1L).row(11L, 1L, TEN, 2L).build();

        assertWrong(
                Offline.POSTGRES,
                view,
                rows,
                Table.builder()
                        .column("a", ValueType.INT64)
                        .column("b", ValueType.INT64)
                        .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                        .row(1L, 11L, TEN)
                        .row(11L, 1L, TEN)
                        .build(),
                "value that the entity never had");
    }

    private static TableBuilder table(FeatureView view) {
        TableBuilder table = Table.builder();
        view.sourceColumns().forEach(table::column);
        return table;
    }

    private static void assertWrong(Offline offline, FeatureView view, Table rows, Table asked, String cause) {
        try (FeastProcesses processes = new FeastProcesses(FeastInstallation.ensure());
                RealFeast feast = processes.create(new FeastStores(offline, Online.SQLITE))) {
            feast.apply(view);
            feast.ingest(view, rows);
            HistoricalFeatures history = feast.historical(asked, view.name() + ":v");
            assertThatThrownBy(() -> FeastAssertions.assertThat(history).isPointInTimeCorrect())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("(" + cause + ")");
        }
    }
}
