package io.mmp.test.examples.features;

import static io.mmp.test.feast.FeastAssertions.assertThat;

import io.mmp.test.feast.FeastExtension;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Has its feature store in a field, with the views that all tests need. */
class RegisteredStoreTests {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final FeatureView DRIVER_STATS = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64);

    private static final Table DRIVERS =
            Table.builder().column("driver_id", ValueType.INT64).row(1L).build();

    /** A row of the source. */
    record DriverStats(long driverId, Instant eventTimestamp, long trips) {}

    @RegisterExtension
    static final FeastExtension FEAST =
            FeastExtension.newInstance().views(DRIVER_STATS).build();

    @Test
    void the_field_is_the_store() {
        FEAST.ingest(DRIVER_STATS, Table.ofRecords(DriverStats.class, List.of(new DriverStats(1, NOON, 12))));
        FEAST.materialize(NOON, NOON);

        assertThat(FEAST.source(DRIVER_STATS)).arrivedIn(FEAST.online(DRIVERS, "driver_stats:trips"));
    }
}
