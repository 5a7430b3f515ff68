package io.mmp.test.feast.parity;

import static io.mmp.test.feast.parity.Drivers.TEN;

import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a view with a key of two parts, and an online store that serves most of them right.
 *
 * @param rows of the view, with keys and timestamps that are null
 * @param served what the store serves of each entity, in the order of their keys
 */
record GeneratedFeatures(Table rows, OnlineFeatures served) {

    static final FeatureView VIEW = FeatureView.named("shift_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withJoinKey("city", ValueType.STRING)
            .withFeature("conv_rate", ValueType.DOUBLE)
            .withFeature("trips", ValueType.INT64)
            .withFeature("last_trip", ValueType.UNIX_TIMESTAMP)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofHours(2));

    private static final List<String> CITIES = List.of("Aachen", "aachen", "Köln", "it's", "");

    static GeneratedFeatures of(Random random, int count) {
        TableBuilder builder = Table.builder();
        VIEW.sourceColumns().forEach(builder::column);
        List<String> order = List.copyOf(VIEW.sourceColumns().keySet());
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Long driver = random.nextInt(30) == 0 ? null : random.nextInt(12) - 3L;
            String city = random.nextInt(30) == 0 ? null : CITIES.get(random.nextInt(CITIES.size()));
            Instant event = random.nextInt(15) == 0 ? null : TEN.minusSeconds(900L * (random.nextInt(16) - 4));
            Instant created = random.nextInt(8) == 0 ? null : TEN.minusSeconds(700L * random.nextInt(30));
            if (!taken.add(driver + city + event + created)) {
                continue; // which of two rows that tie is shown as right is not told
            }
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("driver_id", driver);
            row.put("city", city);
            row.put("event_timestamp", event);
            row.put("created", created);
            row.put("conv_rate", random.nextInt(6) == 0 ? null : random.nextInt(50) / 7.0);
            row.put("trips", random.nextInt(6) == 0 ? null : (1L << 53) + random.nextInt(9));
            row.put("last_trip", random.nextInt(6) == 0 ? null : TEN.minusSeconds(3_600L * random.nextInt(5) + 1));
            builder.row(order.stream().map(row::get).toArray());
        }
        Table rows = builder.build();
        FeatureSource source = VIEW.from(rows);
        return new GeneratedFeatures(rows, faulty(random, source, Drivers.served(source, entities(rows))));
    }

    private static Table entities(Table rows) {
        record Key(long driver, String city) implements Comparable<Key> {
            @Override
            public int compareTo(Key other) {
                int order = Long.compare(driver, other.driver);
                return order == 0 ? city.compareTo(other.city) : order;
            }
        }
        TreeSet<Key> keys = new TreeSet<>();
        for (int row = 0; row < rows.rowCount(); row++) {
            if (rows.column("driver_id").get(row) instanceof Long driver
                    && rows.column("city").get(row) instanceof String city) {
                keys.add(new Key(driver, city));
            }
        }
        TableBuilder entities =
                Table.builder().column("driver_id", ValueType.INT64).column("city", ValueType.STRING);
        keys.forEach(key -> entities.row(key.driver, key.city));
        return entities.build();
    }

    private static OnlineFeatures faulty(Random random, FeatureSource source, OnlineFeatures served) {
        OnlineFeatures faulty = served;
        for (int entity = 1; entity <= served.entityRows().rowCount(); entity++) {
            for (String feature : source.features()) {
                if (random.nextInt(5) == 0) {
                    int row = random.nextInt(source.rows().rowCount());
                    OnlineValue other =
                            Drivers.entry(source, feature, source.eventColumn().isNull(row) ? firstTimed(source) : row);
                    int kind = random.nextInt(6);
                    faulty = Drivers.with(
                            faulty, source.name() + ":" + feature, entity, right -> fault(kind, right, other));
                }
            }
        }
        return faulty;
    }

    private static int firstTimed(FeatureSource source) {
        return IntStream.range(0, source.rows().rowCount())
                .filter(row -> !source.eventColumn().isNull(row))
                .findFirst()
                .orElseThrow();
    }

    private static OnlineValue fault(int kind, OnlineValue right, OnlineValue other) {
        Object value = right.value();
        return switch (kind) {
            case 0 -> other;
            case 1 -> OnlineValue.of(ValueType.NULL, null, FeatureStatus.NOT_FOUND, Instant.EPOCH);
            case 2 -> right.withValue(ValueType.NULL, null);
            case 3 ->
                value instanceof Number number
                        ? right.withValue(ValueType.FLOAT, number.floatValue())
                        : right.withStatus(FeatureStatus.NOT_FOUND);
            case 4 -> right.withEventTimestamp(TEN.minusSeconds(3_600));
            default -> right.withValue(other.type(), other.value());
        };
    }

    /** Return the store: it takes no more entities than it has to, and only those that there are. */
    OnlineFeatures read(Table entities, String... features) {
        Map<Map<String, @Nullable Object>, Integer> places = new HashMap<>();
        for (int row = 0; row < served.entityRows().rowCount(); row++) {
            places.put(served.entityRows().row(row), row);
        }
        Map<String, List<OnlineValue>> values = new LinkedHashMap<>();
        for (String feature : features) {
            List<OnlineValue> all = served.features().getOrDefault(feature, List.of());
            values.put(
                    feature,
                    IntStream.range(0, entities.rowCount())
                            .mapToObj(row -> all.get(places.getOrDefault(entities.row(row), -1)))
                            .toList());
        }
        return OnlineFeatures.of(entities, values);
    }
}
