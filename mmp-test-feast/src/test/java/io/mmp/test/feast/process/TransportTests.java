package io.mmp.test.feast.process;

import static io.mmp.test.feast.process.Drivers.TEN;
import static io.mmp.test.feast.process.Drivers.VIEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.feast.EnabledIfFeastProcess;
import io.mmp.test.feast.FeastAssertions;
import io.mmp.test.feast.embedded.EmbeddedFeast;
import io.mmp.test.feast.online.HttpFeatureServer;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.parity.Cause;
import io.mmp.test.feast.parity.FeatureParity;
import io.mmp.test.feast.parity.ParityRules;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads the same store over gRPC and over HTTP, and expects the same faults to be found. */
@Tag("e2e")
@EnabledIfFeastProcess
class TransportTests {

    private static final Instant NIGHT = TEN.plus(Duration.ofHours(9));
    private static final String[] FEATURES = {"driver_stats:conv_rate", "driver_stats:trips"};

    /** Driver 1 arrives, 2 arrives without trips, the row of 3 is later than what is materialized, and 4 was never there. */
    private static final Table ROWS = Table.ofRecords(
            Drivers.Row.class,
            List.of(
                    new Drivers.Row(1, TEN, TEN, 0.5, 7L),
                    new Drivers.Row(2, TEN, TEN, 0.25, null),
                    new Drivers.Row(3, NIGHT, NIGHT, 0.75, 9L)));

    private static final Table DRIVERS = Table.builder()
            .column("driver_id", ValueType.INT64)
            .row(1L)
            .row(2L)
            .row(3L)
            .row(4L)
            .build();

    private static void fill(FeatureStore feast) {
        feast.apply(VIEW);
        feast.ingest(VIEW, ROWS);
        feast.materialize(TEN.minus(Duration.ofHours(2)), TEN);
    }

    private static List<FeatureParity> causes(OnlineFeatures online) {
        return ParityRules.strict()
                .compare(online, NIGHT, VIEW.withTtl(Duration.ZERO).from(ROWS))
                .features();
    }

    private static void assertFound(OnlineFeatures online, Map<Cause, Long> causes) {
        assertThat(causes(online))
                .containsExactly(new FeatureParity(FEATURES[0], 4, causes), new FeatureParity(FEATURES[1], 4, causes));
        assertThatThrownBy(() -> FeastAssertions.assertThatIngested(VIEW.from(ROWS))
                        .using(ParityRules.strict().accepting(Cause.FALSE_STATUS, "Redis"))
                        .arrivedIn(online))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 of 11 values are wrong (not materialized: 2):");
    }

    @Test
    void a_row_that_never_arrived_in_redis_is_missed_over_grpc_and_http() {
        try (FeastProcesses processes = new FeastProcesses(FeastInstallation.ensure());
                RealFeast feast =
                        processes.create(new FeastStores(FeastStores.Offline.POSTGRES, FeastStores.Online.REDIS));
                EmbeddedFeast embedded = EmbeddedFeast.start()) {
            fill(feast);
            fill(embedded);
            Map<Cause, Long> causes = Map.of(Cause.NOT_MATERIALIZED, 1L, Cause.FALSE_STATUS, 1L);
            OnlineFeatures grpc = feast.online(DRIVERS, FEATURES);
            OnlineFeatures http =
                    new HttpFeatureServer(feast.http(), Duration.ofSeconds(30)).read(List.of(VIEW), DRIVERS, FEATURES);

            assertFound(grpc, causes);
            assertFound(http, causes);
            assertFound(embedded.online(DRIVERS, FEATURES), causes);
            assertThat(grpc).isEqualTo(http);
        }
    }

    @Test
    void a_row_that_never_arrived_in_sqlite_is_missed_over_grpc_and_http() {
        FeastStores files = new FeastStores(FeastStores.Offline.DUCKDB, FeastStores.Online.SQLITE);
        try (FeastProcesses processes = new FeastProcesses(FeastInstallation.ensure());
                RealFeast feast = processes.create(files);
                EmbeddedFeast embedded = EmbeddedFeast.start(files)) {
            fill(feast);
            fill(embedded);
            Map<Cause, Long> causes = Map.of(Cause.NOT_MATERIALIZED, 1L);

            assertFound(feast.online(DRIVERS, FEATURES), causes);
            assertFound(
                    new HttpFeatureServer(feast.http(), Duration.ofSeconds(30)).read(List.of(VIEW), DRIVERS, FEATURES),
                    causes);
            assertFound(embedded.online(DRIVERS, FEATURES), causes);
        }
    }
}
