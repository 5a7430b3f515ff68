package io.mmp.test.examples.features;

import static io.mmp.test.feast.FeastAssertions.assertThat;

import io.mmp.test.engine.Engine;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarehouseTrainingSetTests {

    private static final FeatureView DRIVER_STATS = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("conv_rate", ValueType.DOUBLE)
            .withFeature("trips", ValueType.INT64)
            .withTtl(Duration.ofDays(1));

    private static final Instant NINE = Instant.parse("2026-01-01T09:00:00Z");

    @Test
    void the_training_set_knows_nothing_of_the_future() {
        // Samples on each commit, judged here; at night -Dmmp.tables.engine=jdbc:postgresql://warehouse/ml
        Engine engine = Engine.configured(
                Map.of("training", samples(true), "driver_stats", samples(true), "labels", samples(false)));

        TrainingSet training = TrainingSet.in(engine, "training")
                .with(DRIVER_STATS, "driver_stats")
                .withEntityRows("labels");

        assertThat(training).hasNoFutureValues().isPointInTimeCorrect();
    }

    private static Table samples(boolean hasFeatures) {
        Table rows = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("conv_rate", ValueType.DOUBLE)
                .column("trips", ValueType.INT64)
                .row(1L, NINE, 0.5, 3L)
                .row(1L, NINE.plus(Duration.ofHours(2)), 0.6, 5L)
                .build();
        return hasFeatures ? rows : rows.select(List.of("driver_id", "event_timestamp"));
    }
}
