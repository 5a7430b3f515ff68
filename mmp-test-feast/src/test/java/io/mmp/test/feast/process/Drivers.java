package io.mmp.test.feast.process;

import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A feature view of two drivers, one of them corrected late, and rows for it. */
final class Drivers {

    private Drivers() {}

    static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

    static final FeatureView VIEW = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("conv_rate", ValueType.DOUBLE)
            .withFeature("trips", ValueType.INT64)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofHours(2));

    record Row(
            long driverId,
            Instant eventTimestamp,
            Instant created,
            @Nullable Double convRate,
            @Nullable Long trips) {}

    record Asked(long driverId, Instant eventTimestamp) {}

    /** Driver 1 at nine and, corrected, at ten; driver 2 at ten, without trips. */
    static Table rows() {
        Instant nine = TEN.minus(Duration.ofHours(1));
        return Table.ofRecords(
                Row.class,
                List.of(
                        new Row(1, nine, nine, 0.25, 9L),
                        new Row(1, TEN, TEN, 0.5, 10L),
                        new Row(1, TEN, TEN.plusSeconds(1), 0.75, 11L),
                        new Row(2, TEN, TEN, 0.1, null)));
    }

    static Table asked(Asked... rows) {
        return Table.ofRecords(Asked.class, List.of(rows));
    }
}
