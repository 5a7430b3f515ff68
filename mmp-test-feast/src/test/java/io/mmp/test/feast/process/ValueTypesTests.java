package io.mmp.test.feast.process;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.feast.EnabledIfFeastProcess;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.process.FeastStores.Offline;
import io.mmp.test.feast.process.FeastStores.Online;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sends a value of each type through real Feast, and compares what becomes of it with the table that is kept beside this class. */
@Tag("e2e")
@Tag("nightly") // half a minute of round trips; EmbeddedModelTests sees most of it each time
@EnabledIfFeastProcess
class ValueTypesTests {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final String FEATURE = "typed:v";

    record Asked(long id, Instant eventTimestamp) {}

    @Test
    void each_value_type_becomes_what_the_table_says() throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "| type | value | offline: PostgreSQL | online: Redis | offline: Parquet, DuckDB | online: SQLite |",
                "|---|---|---|---|---|---|"));
        FeastStores databases = FeastStores.defaults();
        FeastStores files = FeastStores.of(Offline.DUCKDB, Online.SQLITE);
        try (FeastProcesses feast = new FeastProcesses(FeastInstallation.ensure())) {
            for (ValueType type : ValueType.values()) {
                if (type != ValueType.NULL) {
                    lines.add("| %s | %s | %s | %s |"
                            .formatted(
                                    type,
                                    text(sample(type)),
                                    journey(feast.create(databases), type),
                                    journey(feast.create(files), type)));
                }
            }
        }
        Files.write(Path.of("target", "feast-value-types.md"), lines);
        try (InputStream kept = ValueTypesTests.class.getResourceAsStream("value-types.md")) {
            assertThat(kept).isNotNull();
            assertThat(lines)
                    .containsExactlyElementsOf(new String(kept.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
    }

    /** Return what is returned offline and online for the value, and for a null. */
    private static String journey(RealFeast feast, ValueType type) {
        FeatureView view =
                FeatureView.named("typed").withJoinKey("id", ValueType.INT64).withFeature("v", type);
        try (feast) {
            String stored = orError(() -> {
                feast.apply(view);
                feast.ingest(
                        view,
                        Table.builder()
                                .column("id", ValueType.INT64)
                                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                                .column("v", type)
                                .row(1L, NOON, sample(type))
                                .row(2L, NOON, null)
                                .build());
                return "";
            });
            return stored.isEmpty()
                    ? orError(() -> offline(feast)) + " | " + orError(() -> online(feast))
                    : stored + " | ";
        }
    }

    private static String offline(RealFeast feast) {
        Table returned = feast.historical(
                        Table.ofRecords(Asked.class, List.of(new Asked(1, NOON), new Asked(2, NOON))), FEATURE)
                .returned();
        Column ids = returned.column("id");
        Column values = returned.column("v");
        int first = ids.getLong(0) == 1 ? 0 : 1;
        return cell(values.type(), values.get(first)) + "; " + text(values.get(1 - first));
    }

    private static String online(RealFeast feast) {
        feast.materialize(NOON, NOON);
        Table entities =
                Table.builder().column("id", ValueType.INT64).row(1L).row(2L).build();
        List<OnlineValue> values = feast.online(entities, FEATURE).features().getOrDefault(FEATURE, List.of());
        return cell(values.get(0).type(), values.get(0).value()) + "; "
                + text(values.get(1).value());
    }

    private static String orError(Supplier<String> action) {
        try {
            return action.get();
        } catch (FeastException | TableException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return message.substring(0, Math.min(message.length(), 110)).replace("|", "/");
        }
    }

    private static String cell(ValueType type, @Nullable Object value) {
        return type + " " + text(value);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return "0x" + HexFormat.of().formatHex(copy);
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().map(ValueTypesTests::text).collect(joining(", ", "[", "]"));
        }
        return String.valueOf(value);
    }

    private static Object sample(ValueType type) {
        if (type.elementType().isPresent()) {
            Object element = sample(type.elementType().get());
            return type.name().endsWith("_SET") ? Set.of(element) : List.of(element);
        }
        return switch (type) {
            case BYTES, PDF_BYTES, IMAGE_BYTES -> ByteBuffer.wrap(new byte[] {1, 2});
            case STRING -> "Zoë";
            case INT32 -> -1;
            case INT64 -> (1L << 53) + 1;
            case DOUBLE -> 0.1;
            case FLOAT -> 0.1f;
            case BOOL -> true;
            case UNIX_TIMESTAMP -> NOON;
            case JSON -> "{\"a\": 1}";
            case MAP, STRUCT -> Map.of("a", 1);
            case SCALAR_MAP -> Map.of("1", "x");
            case UUID, TIME_UUID -> UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
            case DECIMAL -> new BigDecimal("10.5");
            case ZONED_TIMESTAMP -> NOON.atZone(ZoneId.of("Europe/Berlin"));
            case VALUE_LIST -> List.of(List.of(1));
            case VALUE_SET -> Set.of(List.of(1));
            default -> throw new IllegalArgumentException(type.toString());
        };
    }
}
