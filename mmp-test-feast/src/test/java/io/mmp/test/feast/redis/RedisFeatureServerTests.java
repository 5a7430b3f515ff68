package io.mmp.test.feast.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.feast.Row;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import io.grpc.StatusRuntimeException;
import io.mmp.test.database.RedisServer;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.serving.FeatureServer;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.redis.RedisClient;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Feast Java SDK reads from a real Redis what real Feast wrote into one; fill_redis.py says how. */
@Tag("e2e")
class RedisFeatureServerTests {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ManagedServer redis;
    private final RedisOnlineStore store;
    private final FeatureServer server;
    private final FeatureRegistry registry;

    RedisFeatureServerTests(@TempDir Path directory) throws IOException {
        assumeTrue(RedisServer.isInstalled(), "redis-server is not in PATH");
        registry = FeatureRegistry.read(copy("registry.db", directory), "golden");
        redis = ManagedServer.start(RedisServer.spec());
        store = RedisOnlineStore.at(redis.uri(), "golden");
        server = FeatureServer.start(() -> registry, store);
    }

    private static Path copy(String name, Path directory) throws IOException {
        try (InputStream in = RedisFeatureServerTests.class.getResourceAsStream(name)) {
            return Files.write(
                    directory.resolve(name), Objects.requireNonNull(in).readAllBytes());
        }
    }

    @BeforeEach
    void fill(@TempDir Path directory) throws IOException {
        try (RedisClient connection = RedisClient.open(redis.uri())) {
            for (String line : Files.readAllLines(copy("redis.txt", directory))) {
                String[] entry = line.split(" ", -1);
                connection.send(List.of(ascii("HSET"), hex(entry[0]), hex(entry[1]), hex(entry[2])));
                connection.flush();
                assertThat(connection.answer()).isEqualTo("1");
            }
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.equals("-") ? "" : text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
        redis.close();
    }

    @Test
    void the_java_sdk_reads_what_feast_materialized() {
        List<Row> rows = server.client()
                .getOnlineFeatures(
                        List.of(
                                "driver_stats:trips",
                                "driver_stats:conv_rate",
                                "driver_stats:name",
                                "driver_stats:active"),
                        List.of(
                                Row.create().set("driver_id", 1L),
                                Row.create().set("driver_id", 2L),
                                Row.create().set("driver_id", 9L)));

        assertThat(rows).map(row -> row.getLong("trips")).containsExactly((1L << 53) + 1, 3L, null);
        assertThat(rows).map(row -> row.getFloat("conv_rate")).containsExactly(0.5f, null, null);
        assertThat(rows).map(row -> row.getString("name")).containsExactly("Ada", "Zoë", null);
        assertThat(rows).map(row -> row.getStatus("trips")).containsOnly(FieldStatus.PRESENT);
        assertThat(rows)
                .map(row -> row.getEntityTimestamp().getSeconds())
                .containsExactly(NOON.getEpochSecond(), NOON.getEpochSecond(), 0L);
    }

    @Test
    void values_of_all_types_composite_keys_and_a_view_without_keys_are_read() {
        Table drivers =
                Table.builder().column("driver_id", ValueType.INT64).row(1L).build();
        Table shifts = Table.builder()
                .column("shift", ValueType.INT32)
                .column("city", ValueType.STRING)
                .row(1, "Köln")
                .row(2, "Bonn")
                .row(2, "Köln")
                .build();

        assertThat(server.client()
                        .read(
                                registry,
                                drivers,
                                "driver_stats:balance",
                                "driver_stats:last_trips",
                                "driver_stats:since",
                                "prices:fuel")
                        .features())
                .containsEntry("driver_stats:balance", List.of(present(ValueType.DECIMAL, new BigDecimal("-10.5"))))
                .containsEntry("driver_stats:last_trips", List.of(present(ValueType.INT64_LIST, List.of(2L, 3L))))
                .containsEntry("driver_stats:since", List.of(present(ValueType.UNIX_TIMESTAMP, NOON)))
                .containsEntry("prices:fuel", List.of(present(ValueType.DOUBLE, 1.79)));
        assertThat(server.client().read(registry, shifts, "shift_stats:load").features())
                .containsEntry(
                        "shift_stats:load",
                        List.of(
                                present(ValueType.DOUBLE, 0.75),
                                present(ValueType.DOUBLE, 1.5),
                                new OnlineValue(ValueType.NULL, null, FeatureStatus.PRESENT, Instant.EPOCH)));
    }

    private static OnlineValue present(ValueType type, Object value) {
        return new OnlineValue(type, value, FeatureStatus.PRESENT, NOON);
    }

    @Test
    void a_server_that_is_gone_is_named() {
        redis.kill();

        assertThatThrownBy(() -> server.client()
                        .getOnlineFeatures(
                                List.of("driver_stats:trips"),
                                List.of(Row.create().set("driver_id", 1L))))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("UNAVAILABLE: Redis at 127.0.0.1:%s cannot be read: Connection refused"
                        .formatted(redis.uri().getPort()));
    }

    @Test
    void a_database_that_is_not_there_is_named() {
        try (RedisOnlineStore other = RedisOnlineStore.at(redis.uri().resolve("/99"), "golden")) {
            assertThatThrownBy(() -> other.read(registry.views().get(0), List.of(), List.of()))
                    .isInstanceOf(FeastException.class)
                    .hasMessage("Redis at 127.0.0.1:%s cannot be read: Redis says: ERR DB index is out of range"
                            .formatted(redis.uri().getPort()));
        }
    }

    @Test
    void an_address_that_is_none_is_refused() {
        assertThatThrownBy(() -> RedisOnlineStore.at(URI.create("127.0.0.1"), "golden"))
                .isInstanceOf(FeastException.class)
                .hasMessage("'127.0.0.1' is no address of a Redis. Write it as redis://127.0.0.1:6379.");
    }
}
