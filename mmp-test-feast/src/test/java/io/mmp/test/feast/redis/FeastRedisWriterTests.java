package io.mmp.test.feast.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.view.FeatureView;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes the rows of fill_redis.py, and compares each byte with what real Feast wrote of them. */
class FeastRedisWriterTests {

    private static final String[] DRIVER_FEATURES = {
        "conv_rate", "acc_rate", "trips", "name", "active", "since", "last_trips", "balance"
    };
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusNanos(250_000);

    private final TreeSet<String> lines = new TreeSet<>();
    private FeatureRegistry registry;

    @BeforeEach
    void read(@TempDir Path directory) throws IOException {
        registry = FeatureRegistry.read(Files.write(directory.resolve("registry.db"), bytes("registry.db")), "golden");
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = FeastRedisWriterTests.class.getResourceAsStream(name)) {
            return requireNonNull(in).readAllBytes();
        }
    }

    private void write(String name, List<?> key, Instant event, Map<String, @Nullable Object> row) {
        FeatureView view = registry.views().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<@Nullable Object> values = Arrays.asList(
                view.features().stream().map(feature -> row.get(feature.name())).toArray());
        String entity = hex(FeastRedisWriter.entity(view, key, "golden"));
        List<byte[]> fields = FeastRedisWriter.fields(view, event, values);
        for (int i = 0; i < fields.size(); i += 2) {
            lines.add("%s %s %s".formatted(entity, hex(fields.get(i)), hex(fields.get(i + 1))));
        }
    }

    private static String hex(byte[] bytes) {
        return bytes.length == 0 ? "-" : HexFormat.of().formatHex(bytes);
    }

    private void driver(long id, Instant event, @Nullable Object... values) {
        Map<String, @Nullable Object> row = new HashMap<>();
        for (int i = 0; i < DRIVER_FEATURES.length; i++) {
            row.put(DRIVER_FEATURES[i], values[i]);
        }
        write("driver_stats", List.of(id), event, row);
    }

    private static List<String> golden() throws IOException {
        return new String(bytes("redis.txt"), US_ASCII).lines().toList();
    }

    @Test
    void what_is_written_is_what_feast_writes() throws IOException {
        driver(1, LATER, 0.5f, 0.2, (1L << 53) + 1, "Ada", false, LATER, List.of(2L, 3L), new BigDecimal("-10.50"));
        driver(2, NOON, null, 0.3, 3L, "Zo\u00eb", true, NOON, List.of(), new BigDecimal("0"));
        driver(3, NOON, 0.25f, 0.4, 4L, "", true, NOON, List.of(4L), new BigDecimal("7"));
        write("shift_stats", List.of(1, "K\u00f6ln"), NOON, Map.of("load", 0.75));
        write("shift_stats", List.of(2, "Bonn"), NOON, Map.of("load", 1.5));
        write("prices", List.of(), NOON, Map.of("fuel", 1.79));

        assertThat(lines).containsExactlyInAnyOrderElementsOf(golden());
    }

    @Test
    void another_type_project_or_instant_is_other_bytes() throws IOException {
        write("shift_stats", List.of(1, "K\u00f6ln"), NOON.plusSeconds(1), Map.of("load", 0.75000001));

        assertThat(lines).hasSize(2).doesNotContainAnyElementsOf(golden());
    }
}
