package io.mmp.test.feast.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feast.FeastClient;
import dev.feast.Row;
import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.EnabledIfFeastProcess;
import io.mmp.test.feast.FeastAssertions;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.redis.RedisOnlineStore;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.serving.FeatureServer;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("e2e")
@EnabledIfFeastProcess
class RealFeastTests {

    private static final String[] FEATURES = {"driver_stats:conv_rate", "driver_stats:trips"};

    private static final FeastStores STORES = new FeastStores(FeastStores.Offline.POSTGRES, FeastStores.Online.REDIS);

    private static FeastProcesses processes;
    private RealFeast feast;

    @BeforeAll
    static void startProcesses() {
        processes = new FeastProcesses(FeastInstallation.ensure());
    }

    @AfterAll
    static void stopProcesses() {
        processes.close();
    }

    @BeforeEach
    void fill() {
        feast = processes.create(STORES);
        feast.apply(Drivers.VIEW);
        feast.ingest(Drivers.VIEW, Drivers.rows());
    }

    @AfterEach
    void close() {
        feast.close();
    }

    @Test
    void history_is_right_at_each_point_in_time() {
        HistoricalFeatures history = feast.historical(
                Drivers.asked(
                        new Drivers.Asked(1, Drivers.TEN),
                        new Drivers.Asked(1, Drivers.TEN.minusNanos(1000)),
                        new Drivers.Asked(2, Drivers.TEN.plus(Duration.ofHours(2))),
                        new Drivers.Asked(
                                2, Drivers.TEN.plus(Duration.ofHours(2)).plusNanos(1000)),
                        new Drivers.Asked(3, Drivers.TEN)),
                FEATURES);

        assertThat(history.returned().rowCount()).isEqualTo(5);
        FeastAssertions.assertThat(history).isPointInTimeCorrect();
    }

    @Test
    void what_was_ingested_is_read_back_from_the_database() {
        FeastAssertions.assertThatIngested(feast.source(Drivers.VIEW)).arrivedIn(feast.offline(Drivers.VIEW));
    }

    @Test
    void rows_that_are_refused_do_not_reach_the_database() {
        Table rows = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("created", ValueType.UNIX_TIMESTAMP)
                .column("conv_rate", ValueType.INT64)
                .column("trips", ValueType.INT64)
                .row(1L, Drivers.TEN, Drivers.TEN, 1L, 1L)
                .build();

        assertThatThrownBy(() -> feast.ingest(Drivers.VIEW, rows))
                .isInstanceOf(TableException.class)
                .hasMessage("Row 0: column 'conv_rate' takes DOUBLE, not the Long 1.");
        assertThat(feast.offline(Drivers.VIEW).rowCount())
                .isEqualTo(Drivers.rows().rowCount());
    }

    @Test
    void the_java_sdk_reads_what_was_materialized() {
        feast.materialize(Drivers.TEN, Drivers.TEN);

        List<Row> rows = read(feast.online(), 1L, 2L);

        assertThat(rows.get(0).getDouble("conv_rate")).isEqualTo(0.75);
        assertThat(rows.get(0).getLong("trips")).isEqualTo(11);
        assertThat(rows.get(1).getDouble("conv_rate")).isEqualTo(0.1);
    }

    @Test
    void a_typed_read_has_values_types_statuses_and_timestamps() {
        feast.materialize(Drivers.TEN, Drivers.TEN);

        OnlineFeatures online = feast.online(drivers(2L, 3L), FEATURES);

        assertThat(online.features())
                .containsEntry(
                        "driver_stats:conv_rate",
                        List.of(
                                new OnlineValue(ValueType.DOUBLE, 0.1, FeatureStatus.PRESENT, Drivers.TEN),
                                // Feast says PRESENT of an entity that Redis does not know.
                                new OnlineValue(ValueType.NULL, null, FeatureStatus.PRESENT, Instant.EPOCH)));
    }

    /** Feast's server and ours read the same hash. */
    @Test
    void one_flipped_bit_in_redis_is_found() throws Exception {
        feast.materialize(Drivers.TEN, Drivers.TEN);
        FeatureSource source = feast.source(Drivers.VIEW);
        Table drivers = drivers(1L, 2L);
        Instant now = Drivers.TEN.plusSeconds(1);
        FeatureRegistry registry = FeatureRegistry.read(feast.registryFile(), feast.project());
        URI redis = processes.redis().uri();
        try (RedisOnlineStore store = RedisOnlineStore.at(redis, feast.project());
                FeatureServer server = FeatureServer.start(() -> registry, store)) {
            FeastAssertions.assertThat(server.client().read(registry, drivers, FEATURES))
                    .agreesWith(now, source);

            assertThat(RedisFault.flipLastBit(redis, 0.75)).isEqualTo(1);

            for (OnlineFeatures online :
                    List.of(feast.online(drivers, FEATURES), server.client().read(registry, drivers, FEATURES))) {
                assertThatThrownBy(() -> FeastAssertions.assertThat(online).agreesWith(now, source))
                        .isInstanceOf(AssertionError.class)
                        .hasMessage("""

                                Expecting online features of 2 entities to agree with the source of [driver_stats] as of 2026-01-01T10:00:01Z, \
                                but 1 of 4 values is wrong (value: 1):
                                  driver_id=1: driver_stats:conv_rate is DOUBLE 0.7500000000000001 of 2026-01-01T10:00:00Z (PRESENT), \
                                right is DOUBLE 0.75 of 2026-01-01T10:00:00Z (value)
                                By feature:
                                  driver_stats:conv_rate  1 of 2 wrong  value: 1
                                  driver_stats:trips      0 of 2 wrong""");
            }
        }
    }

    /** Redis keeps the first value that it gets of an event timestamp. */
    @Test
    void a_late_correction_that_redis_does_not_take_is_found() {
        feast.materialize(Drivers.TEN, Drivers.TEN);
        Instant later = Drivers.TEN.plusSeconds(2);
        feast.ingest(
                Drivers.VIEW,
                Table.ofRecords(Drivers.Row.class, List.of(new Drivers.Row(1, Drivers.TEN, later, 1.0, 12L))));
        feast.materialize(Drivers.TEN, Drivers.TEN);
        OnlineFeatures online = feast.online(drivers(1L), FEATURES);

        assertThatThrownBy(() -> FeastAssertions.assertThat(online).agreesWith(later, feast.source(Drivers.VIEW)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 of 2 values are wrong (late correction: 2)");
    }

    @Test
    void the_http_server_serves_what_was_materialized() throws Exception {
        feast.materialize(Drivers.TEN, Drivers.TEN);
        String question = "{\"features\": [\"driver_stats:conv_rate\"], \"entities\": {\"driver_id\": [2]}}";

        String answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(feast.http().resolve("/get-online-features"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(question))
                                .build(),
                        BodyHandlers.ofString())
                .body();

        assertThat(answer).contains("\"values\":[0.1]");
    }

    @Test
    void the_registry_declares_what_was_applied() {
        FeatureRegistry registry = FeatureRegistry.read(feast.registryFile(), feast.project());

        assertThat(registry.views()).extracting(FeatureView::name).containsExactly("driver_stats");
        assertThat(registry.views().get(0).features()).containsExactlyInAnyOrderElementsOf(Drivers.VIEW.features());
    }

    @Test
    void feature_stores_do_not_see_each_other() {
        feast.materialize(Drivers.TEN, Drivers.TEN);
        try (RealFeast other = processes.create(STORES)) {
            other.apply(Drivers.VIEW);

            assertThat(read(other.online(), 1L).get(0).getFields())
                    .containsEntry("conv_rate", Value.getDefaultInstance());
            assertThat(other.historical(Drivers.asked(new Drivers.Asked(1, Drivers.TEN)), FEATURES)
                            .returned()
                            .column("trips")
                            .isNull(0))
                    .isTrue();
        }
    }

    private static Table drivers(Long... ids) {
        TableBuilder table = Table.builder().column("driver_id", ValueType.INT64);
        List.of(ids).forEach(table::row);
        return table.build();
    }

    private static List<Row> read(FeastClient client, Long... drivers) {
        return client.getOnlineFeatures(
                List.of(FEATURES),
                List.of(drivers).stream()
                        .map(driver -> Row.create().set("driver_id", driver))
                        .toList());
    }
}
