package io.mmp.test.examples.platform.matrix;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.feast.EnabledIfFeastProcess;
import io.mmp.test.feast.IsolatedFeast;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.parity.ParityRules;
import io.mmp.test.feast.parity.Tolerance;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.fixture.Scope;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** T01 and T19 on real Feast, with PostgreSQL offline and Redis online. */
@Tag("e2e")
@Tag("preprod")
@EnabledIfFeastProcess
@IsolatedFeast(server = IsolatedFeast.Server.PROCESS, scope = Scope.CLASS)
class OnlineFeatureRowsTests {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String[] FEATURES = {"driver_stats:trips", "driver_stats:rating"};

    private static final FeatureView DRIVER_STATS = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64)
            .withFeature("rating", ValueType.DOUBLE);

    /** A row of the source. */
    record DriverStats(long driverId, Instant eventTimestamp, long trips, double rating) {}

    private static final Table SOURCE = Table.ofRecords(
            DriverStats.class,
            List.of(
                    new DriverStats(1, NOON.minusSeconds(3600), 11, 4.6),
                    new DriverStats(1, NOON.minusSeconds(60), 12, 4.7),
                    new DriverStats(2, NOON.minusSeconds(120), 3, 3.9)));

    private static final ParityRules RULES =
            ParityRules.strict().withTolerance("driver_stats:rating", Tolerance.absolute(0.05));

    @BeforeEach
    void fill(FeatureStore feast) {
        feast.apply(DRIVER_STATS);
        if (feast.source(DRIVER_STATS).rows().rowCount() == 0) {
            feast.ingest(DRIVER_STATS, SOURCE);
            feast.materialize(NOON.minus(Duration.ofDays(1)), NOON);
        }
    }

    private static OnlineFeatures read(FeatureStore feast) {
        return feast.online(
                Table.builder()
                        .column("driver_id", ValueType.INT64)
                        .row(1L)
                        .row(2L)
                        .build(),
                FEATURES);
    }

    private static Table withRating(double rating) {
        return Table.ofRecords(
                DriverStats.class,
                List.of(
                        new DriverStats(1, NOON.minusSeconds(60), 12, rating),
                        new DriverStats(2, NOON.minusSeconds(120), 3, 3.9)));
    }

    @Test
    @ChecklistItem("T01")
    void online_and_offline_agree_within_the_tolerance_of_each_feature(FeatureStore feast) {
        OnlineFeatures online = read(feast);
        Table drivers = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .row(1L, NOON)
                .row(2L, NOON)
                .build();

        assertThat(online).agreesWith(feast.historical(drivers, FEATURES));
        assertThat(online).using(RULES).agreesWith(NOON, DRIVER_STATS.from(withRating(4.74)));
    }

    @Test
    @NegativeControl("T01")
    void a_value_beyond_its_tolerance_is_found(FeatureStore feast) {
        OnlineFeatures online = read(feast);

        assertThatThrownBy(() -> assertThat(online).using(RULES).agreesWith(NOON, DRIVER_STATS.from(withRating(4.76))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("driver_stats:rating");
    }

    @Test
    @ChecklistItem("T19")
    void the_online_values_are_of_the_newest_rows(FeatureStore feast, TestReporter reporter) {
        assertThat(read(feast)).isNoOlderThan(Duration.ofMinutes(2), NOON).agreesWith(NOON, DRIVER_STATS.from(SOURCE));
        reporter.publishEntry(ChecklistItem.FIGURE, "the oldest value is 120 s old");
    }

    @Test
    @NegativeControl("T19")
    void a_value_of_an_older_row_is_found(FeatureStore feast) {
        assertThatThrownBy(() -> assertThat(read(feast)).isNoOlderThan(Duration.ofSeconds(119), NOON))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is of 2026-03-01T11:58:00Z, PT2M old");
    }
}
