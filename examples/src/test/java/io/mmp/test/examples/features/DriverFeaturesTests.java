package io.mmp.test.examples.features;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feast.FeastClient;
import dev.feast.Row;
import io.mmp.test.feast.IsolatedFeast;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IsolatedFeast
class DriverFeaturesTests {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final FeatureView DRIVER_STATS = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64)
            .withFeature("rating", ValueType.DOUBLE)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofHours(2));

    /** A row of the source: what was true of a driver, since when, and when it was written. */
    record DriverStats(
            long driverId,
            Instant eventTimestamp,
            Instant created,
            @Nullable Long trips,
            @Nullable Double rating) {}

    /** A row to train on. */
    record Order(long driverId, Instant eventTimestamp) {}

    private static final Table ORDERS = Table.ofRecords(
            Order.class,
            List.of(
                    new Order(1, NOON.minusNanos(1000)),
                    new Order(1, NOON),
                    new Order(2, NOON.plusSeconds(60)),
                    new Order(1, NOON.plus(Duration.ofHours(3)))));

    @BeforeEach
    void fill(FeatureStore feast) {
        feast.apply(DRIVER_STATS);
        feast.ingest(
                DRIVER_STATS,
                Table.ofRecords(
                        DriverStats.class,
                        List.of(
                                new DriverStats(1, NOON.minusSeconds(3600), NOON, 10L, 4.5),
                                new DriverStats(1, NOON, NOON, 11L, 4.6),
                                new DriverStats(1, NOON, NOON.plusSeconds(30), 12L, 4.7), // corrects the row above
                                new DriverStats(2, NOON, NOON, null, 3.9))));
        feast.materialize(NOON.minus(Duration.ofDays(1)), NOON);
    }

    @Test
    void the_service_reads_the_latest_values(FeastClient client) {
        List<Row> drivers = client.getOnlineFeatures(
                List.of("driver_stats:trips", "driver_stats:rating"),
                List.of(Row.create().set("driver_id", 1L), Row.create().set("driver_id", 2L)));

        assertThat(drivers).map(row -> row.getLong("trips")).containsExactly(12L, null);
        assertThat(drivers).map(row -> row.getDouble("rating")).containsExactly(4.7, 3.9);
    }

    @Test
    void training_sees_what_was_true_at_each_order(FeatureStore feast) {
        HistoricalFeatures training = feast.historical(ORDERS, "driver_stats:trips");

        assertThat(training).isPointInTimeCorrect().hasNoFutureValues().respectsTtl();
        assertThat(training.returned().rowCount()).isEqualTo(4);
        assertThat(training.returned().row(0)).containsEntry("trips", 10L);
    }

    /** The control: the same check finds the leak when the online values, the latest ones, are used for training. */
    @Test
    void training_on_the_latest_values_is_found(FeatureStore feast) {
        HistoricalFeatures training = feast.historical(ORDERS, "driver_stats:trips");
        Table latest = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("trips", ValueType.INT64)
                .row(1L, NOON.minusNanos(1000), 12L)
                .row(1L, NOON, 12L)
                .row(2L, NOON.plusSeconds(60), null)
                .row(1L, NOON.plus(Duration.ofHours(3)), 12L)
                .build();

        assertThatThrownBy(() -> assertThat(training.join().returned(latest)).isPointInTimeCorrect())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 rows are wrong (future value: 1, value beyond the TTL: 1)");
    }
}
