package io.mmp.test.feast.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.feast.FeastClient;
import dev.feast.Row;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import io.mmp.test.feast.FeastAssertions;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.feast.process.FeastStores.Offline;
import io.mmp.test.feast.process.FeastStores.Online;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Isolated("tells which threads of stores there are in the JVM")
class EmbeddedFeastTests {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final FeatureView STATS = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64)
            .withFeature("rate", ValueType.DOUBLE)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofHours(2));
    private static final FeatureView PRICES = FeatureView.named("prices").withFeature("fuel", ValueType.DECIMAL);

    /** What Redis says of an entity that it does not know. */
    private static final OnlineValue NOTHING =
            OnlineValue.of(ValueType.NULL, null, FeatureStatus.PRESENT, Instant.EPOCH);

    private EmbeddedFeast feast = EmbeddedFeast.start();

    @AfterEach
    void close() {
        feast.close();
    }

    private static Table stats(@Nullable Object... cells) {
        TableBuilder table = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("created", ValueType.UNIX_TIMESTAMP)
                .column("trips", ValueType.INT64)
                .column("rate", ValueType.DOUBLE);
        for (int i = 0; i < cells.length; i += 5) {
            table.row(cells[i], cells[i + 1], cells[i + 2], cells[i + 3], cells[i + 4]);
        }
        return table.build();
    }

    private static Table drivers(Long... ids) {
        TableBuilder table = Table.builder().column("driver_id", ValueType.INT64);
        for (Long id : ids) {
            table.row(id);
        }
        return table.build();
    }

    private OnlineValue trips(long driver) {
        return feast.online(drivers(driver), "driver_stats:trips")
                .features()
                .getOrDefault("driver_stats:trips", List.of())
                .get(0);
    }

    private void fill(@Nullable Object... cells) {
        feast.apply(STATS);
        feast.ingest(STATS, stats(cells));
        feast.materialize(NOON.minus(Duration.ofDays(1)), NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void the_stock_client_reads_what_was_materialized() throws Exception {
        fill(1L, NOON, NOON, 7L, 0.5, 2L, NOON, NOON, null, Double.NaN);
        FeastClient client = FeastClient.create("127.0.0.1", feast.address().getPort());
        try {
            List<Row> rows = client.getOnlineFeatures(
                    List.of("driver_stats:trips", "driver_stats:rate"), List.of(driver(1L), driver(2L), driver(9L)));

            assertThat(rows).map(row -> row.getLong("trips")).containsExactly(7L, null, null);
            assertThat(rows).map(row -> row.getStatus("trips")).containsOnly(FieldStatus.PRESENT);
            assertThat(rows).map(row -> row.getStatus("rate")).containsOnly(FieldStatus.PRESENT);
            assertThat(rows.get(0).getDouble("rate")).isEqualTo(0.5);
            assertThat(rows.get(0).getEntityTimestamp().getSeconds()).isEqualTo(NOON.getEpochSecond());
            assertThat(client.getFeastServingInfo().getVersion()).isEqualTo("mmp-test");
        } finally {
            client.close();
        }
    }

    private static Row driver(Object id) {
        return Row.create().set("driver_id", id);
    }

    @Test
    void typed_reads_have_values_timestamps_and_statuses() {
        fill(1L, NOON, NOON, 7L, 0.5, 2L, NOON, NOON, null, Double.NaN);

        assertThat(feast.online(drivers(1L, 2L, 9L), "driver_stats:trips", "driver_stats:rate")
                        .features())
                .containsEntry(
                        "driver_stats:trips",
                        List.of(
                                OnlineValue.of(ValueType.INT64, 7L, FeatureStatus.PRESENT, NOON),
                                OnlineValue.of(ValueType.NULL, null, FeatureStatus.PRESENT, NOON),
                                OnlineValue.of(ValueType.NULL, null, FeatureStatus.PRESENT, Instant.EPOCH)))
                .containsEntry(
                        "driver_stats:rate",
                        List.of(
                                OnlineValue.of(ValueType.DOUBLE, 0.5, FeatureStatus.PRESENT, NOON),
                                OnlineValue.of(ValueType.NULL, null, FeatureStatus.PRESENT, NOON),
                                OnlineValue.of(ValueType.NULL, null, FeatureStatus.PRESENT, Instant.EPOCH)));
    }

    @Test
    void timestamps_finer_than_feasts_stores_keep_are_refused_as_feast_does() {
        feast.apply(STATS);
        feast.ingest(STATS, stats(1L, NOON.plusNanos(1_000), NOON, 1L, 1.0));

        Table finer = stats(2L, NOON, NOON, 2L, 2.0, 1L, NOON, NOON.plusNanos(1), 1L, 1.0);
        assertThatThrownBy(() -> feast.ingest(STATS, finer))
                .isInstanceOf(TableException.class)
                .hasMessage(
                        "Row 1: column 'created' takes timestamps in whole microseconds, because Feast's stores keep no more, not 2026-03-01T12:00:00.000000001Z; truncate it first.");
        assertThat(feast.offline(STATS).rowCount()).isEqualTo(1);

        Table entities = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .row(1L, NOON.plusNanos(1_001))
                .build();
        assertThatThrownBy(() -> feast.historical(entities, "driver_stats:trips"))
                .hasMessage(
                        "Row 0: column 'event_timestamp' takes timestamps in whole microseconds, because Feast's stores keep no more, not 2026-03-01T12:00:00.000001001Z; truncate it first.");
    }

    @Test
    void nothing_is_served_before_it_is_materialized_and_both_ends_of_the_window_count() {
        feast.apply(STATS);
        feast.ingest(STATS, stats(1L, NOON, NOON, 1L, 1.0, 2L, NOON.plusSeconds(1), NOON, 2L, 2.0));
        assertThat(trips(1)).isEqualTo(NOTHING);

        feast.materialize(NOON.minusSeconds(60), NOON.minusNanos(1000));
        assertThat(trips(1)).isEqualTo(NOTHING);

        feast.materialize(NOON, NOON);
        assertThat(trips(1).value()).isEqualTo(1L);
        assertThat(trips(2)).isEqualTo(NOTHING);

        feast.materialize(NOON.minusSeconds(60), NOON.plusSeconds(1));
        assertThat(trips(2).value()).isEqualTo(2L);
    }

    @Test
    void the_latest_row_by_event_then_by_created_timestamp_is_served() {
        fill(
                1L,
                NOON.minusSeconds(1),
                NOON,
                1L,
                0.0,
                1L,
                NOON,
                NOON.plusSeconds(2),
                3L,
                0.0,
                1L,
                NOON,
                NOON.plusSeconds(1),
                2L,
                0.0);
        assertThat(trips(1).value()).isEqualTo(3L);
    }

    @Test
    void as_in_redis_a_late_correction_does_not_arrive_and_an_older_window_undoes_nothing() {
        correct();
        assertThat(trips(1).value()).isEqualTo(1L);

        feast.materialize(NOON.minusSeconds(9), NOON.minusSeconds(9));
        assertThat(trips(1).value()).isEqualTo(1L);
        assertThat(trips(9)).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void as_in_other_stores_what_is_materialized_last_is_served(Online model) {
        feast.close();
        feast = EmbeddedFeast.start(FeastStores.of(Offline.DUCKDB, model));
        correct();
        assertThat(trips(1).value()).isEqualTo(2L);

        feast.materialize(NOON.minusSeconds(9), NOON.minusSeconds(9));
        assertThat(trips(1).value()).isEqualTo(0L);
        assertThat(trips(9)).isEqualTo(OnlineValue.of(ValueType.NULL, null, FeatureStatus.NOT_FOUND, Instant.EPOCH));
    }

    private void correct() {
        fill(1L, NOON, NOON, 1L, 0.0);
        feast.ingest(STATS, stats(1L, NOON, NOON.plusSeconds(9), 2L, 0.0, 1L, NOON.minusSeconds(9), NOON, 0L, 0.0));
        feast.materialize(NOON, NOON);
    }

    @Test
    void an_expired_value_is_served_as_present_as_feast_does() {
        fill(1L, NOON.minus(Duration.ofHours(20)), NOON, 1L, 0.0);
        assertThat(trips(1))
                .isEqualTo(
                        OnlineValue.of(ValueType.INT64, 1L, FeatureStatus.PRESENT, NOON.minus(Duration.ofHours(20))));
    }

    @Test
    void several_views_are_read_at_once_and_one_without_keys_and_a_decimal_is_among_them() {
        feast.close();
        feast = EmbeddedFeast.start(FeastStores.defaults().withOffline(Offline.DASK));
        fill(1L, NOON, NOON, 7L, 0.5);
        feast.apply(PRICES);
        feast.ingest(
                PRICES,
                Table.builder()
                        .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                        .column("fuel", ValueType.DECIMAL)
                        .row(NOON.plusSeconds(5), new BigDecimal("1.79"))
                        .build());
        feast.materialize(NOON, NOON.plusSeconds(5));

        assertThat(feast.online(drivers(1L, 2L), "prices:fuel", "driver_stats:trips")
                        .features()
                        .getOrDefault("prices:fuel", List.of()))
                .containsOnly(OnlineValue.of(
                        ValueType.DECIMAL, new BigDecimal("1.79"), FeatureStatus.PRESENT, NOON.plusSeconds(5)));
        assertThat(trips(1).eventTimestamp()).isEqualTo(NOON);
        assertThatThrownBy(() -> feast.online()
                        .getOnlineFeatures(List.of("prices:fuel", "driver_stats:trips"), List.of(driver(1L))))
                .isInstanceOf(FeastException.class)
                .hasMessage(
                        "Feature 'fuel' of row 0 is DECIMAL, a type that the Feast Java SDK 0.38 returns no value for. "
                                + "Read it with FeatureStore.online(Table, String...).");
    }

    @Test
    void many_entities_are_read_in_one_go() {
        Long[] ids = new Long[5001];
        @Nullable Object[] cells = new Object[5 * ids.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (long) i;
            List<Object> row = List.of(ids[i], NOON, NOON, ids[i] * 2, 0.5);
            System.arraycopy(row.toArray(), 0, cells, 5 * i, 5);
        }
        fill(cells);

        List<OnlineValue> values = feast.online(drivers(ids), "driver_stats:trips")
                .features()
                .getOrDefault("driver_stats:trips", List.of());
        assertThat(values).hasSize(5001);
        assertThat(values.get(5000).value()).isEqualTo(10000L);
    }

    @Test
    void historical_features_are_correct_in_time() {
        fill(1L, NOON, NOON, 7L, 0.5, 1L, NOON.plusSeconds(1), NOON, 8L, 0.5);
        Table rows = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .row(1L, NOON)
                .row(1L, NOON.minusSeconds(1))
                .build();

        var historical = feast.historical(rows, "driver_stats:trips");
        assertThat(historical.returned().row(0)).containsEntry("trips", 7L);
        assertThat(historical.returned().row(1)).containsEntry("trips", null);
        FeastAssertions.assertThat(historical).isPointInTimeCorrect();
    }

    @Test
    void a_view_that_is_declared_anew_starts_without_rows_and_the_same_declaration_keeps_them() {
        fill(1L, NOON, NOON, 7L, 0.5);
        feast.apply(STATS);
        assertThat(feast.offline(STATS).rowCount()).isEqualTo(1);

        FeatureView anew = STATS.withTtl(Duration.ZERO);
        feast.apply(anew);
        assertThat(feast.offline(anew).rowCount()).isZero();
        assertThat(trips(1).value())
                .as("what was materialized stays, as in Feast")
                .isEqualTo(7L);
        assertThatThrownBy(() -> feast.source(STATS))
                .isInstanceOf(FeastException.class)
                .hasMessage("View 'driver_stats' was not applied as it is here. Apply it first.");
    }

    @Test
    void rows_that_do_not_fit_are_refused() {
        feast.apply(STATS);
        assertThatThrownBy(() -> feast.ingest(STATS, drivers(1L)))
                .isInstanceOf(TableException.class)
                .hasMessage("The rows of view 'driver_stats' have no column 'event_timestamp'; they have [driver_id].");
        assertThatThrownBy(() -> feast.materialize(NOON, NOON.minusSeconds(1)))
                .isInstanceOf(FeastException.class)
                .hasMessage(
                        "The window to materialize starts at 2026-03-01T12:00:00Z, after its end 2026-03-01T11:59:59Z.");
    }

    @Test
    void nothing_listens_until_the_address_is_asked_for() {
        Set<Thread> ofOthers = networkThreads();
        fill(1L, NOON, NOON, 7L, 0.5);

        assertThat(trips(1L).value()).isEqualTo(7L);
        assertThat(feast.online()).isSameAs(feast.online());
        assertThat(ofOthers).containsAll(networkThreads());

        assertThat(feast.address()).isEqualTo(feast.address());
        assertThat(networkThreads()).anyMatch(thread -> !ofOthers.contains(thread));
    }

    /** Those of stores that were closed shortly before may be among them, and those of application contexts that are kept. */
    private static Set<Thread> networkThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mmp-feast"))
                .collect(Collectors.toSet());
    }

    @Test
    void a_closed_store_serves_nobody() {
        feast.close();
        feast.close();

        assertThatThrownBy(() -> feast.address())
                .isInstanceOf(FeastException.class)
                .hasMessage("The feature store is closed.");
        assertThatThrownBy(() -> feast.online())
                .isInstanceOf(FeastException.class)
                .hasMessage("The feature store is closed.");
    }

    @Test
    void closing_frees_the_port_and_ends_the_threads() {
        Set<Thread> ofOthers = networkThreads();
        fill(1L, NOON, NOON, 7L, 0.5);
        assertThat(trips(1).value()).isEqualTo(7L);
        InetSocketAddress address = feast.address();
        feast.close();

        assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()))
                .isInstanceOf(IOException.class);
        await().until(() -> ofOthers.containsAll(networkThreads()));
    }

    @Test
    void a_feature_may_be_the_event_timestamp_and_is_served() {
        FeatureView clocks = FeatureView.named("clocks")
                .withJoinKey("place_id", ValueType.INT64)
                .withFeature("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .withFeature("ticks", ValueType.INT64);
        feast.apply(clocks);
        feast.ingest(
                clocks,
                Table.builder()
                        .column("place_id", ValueType.INT64)
                        .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                        .column("ticks", ValueType.INT64)
                        .row(1L, NOON, 10L)
                        .build());
        feast.materialize(NOON, NOON);
        Table places =
                Table.builder().column("place_id", ValueType.INT64).row(1L).build();

        assertThat(feast.online(places, "clocks:event_timestamp", "clocks:ticks")
                        .features()
                        .values())
                .containsExactly(
                        List.of(OnlineValue.of(ValueType.UNIX_TIMESTAMP, NOON, FeatureStatus.PRESENT, NOON)),
                        List.of(OnlineValue.of(ValueType.INT64, 10L, FeatureStatus.PRESENT, NOON)));
        Table entityRows = Table.builder()
                .column("place_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .row(1L, NOON)
                .build();
        assertThat(feast.historical(entityRows, "clocks:ticks")
                        .returned()
                        .column("ticks")
                        .get(0))
                .isEqualTo(10L);
        assertThatThrownBy(() -> feast.historical(entityRows, "clocks:event_timestamp"))
                .isInstanceOf(FeastException.class)
                .hasMessage(
                        "Feature 'clocks:event_timestamp' has the name of another column of the answer. Ask for it alone, or rename it.");
    }

    @Test
    void a_ttl_may_be_as_long_as_python_counts() {
        FeatureView fossils = STATS.withTtl(Duration.ofDays(999_999_999));
        feast.apply(fossils);
        feast.ingest(fossils, stats(1L, Instant.EPOCH, Instant.EPOCH, 7L, 0.5));
        Table entityRows = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .row(1L, NOON)
                .build();

        FeastAssertions.assertThat(feast.historical(entityRows, "driver_stats:trips"))
                .isPointInTimeCorrect()
                .respectsTtl();
        assertThat(feast.historical(entityRows, "driver_stats:trips")
                        .returned()
                        .column("trips")
                        .get(0))
                .isEqualTo(7L);
    }
}
