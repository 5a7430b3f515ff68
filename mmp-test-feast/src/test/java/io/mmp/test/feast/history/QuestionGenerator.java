package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes up small point-in-time joins in which keys, timestamps and values meet and miss each other often. */
final class QuestionGenerator {

    private static final Instant START = Instant.parse("2026-03-29T00:30:00Z");
    private static final Duration MICROSECOND = Duration.ofNanos(1000);
    private static final List<Duration> TTLS =
            List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofSeconds(1).plus(MICROSECOND));
    /** Some distances, of which the sums and differences hit the TTLs and miss them by a microsecond. */
    private static final List<Duration> STEPS = List.of(
            Duration.ZERO,
            MICROSECOND,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1).plus(MICROSECOND),
            Duration.ofSeconds(1).plus(MICROSECOND).plus(MICROSECOND),
            Duration.ofHours(1),
            Duration.ofHours(1).plus(MICROSECOND),
            Duration.ofDays(-30_000),
            Duration.ofHours(2));

    private static final Map<ValueType, List<Object>> VALUES = Map.of(
            ValueType.INT64, List.of(1L, 11L, 111L, (1L << 53) + 1, Long.MIN_VALUE),
            ValueType.INT32, List.of(1, 11, Integer.MAX_VALUE),
            ValueType.STRING, List.of("1", "11", "", "é ☃", "null"),
            ValueType.BOOL, List.of(true, false),
            ValueType.DOUBLE, List.of(0.1, -0.0, 0.0, Double.NaN, Double.POSITIVE_INFINITY, 1e300),
            ValueType.FLOAT, List.of(0.1f, Float.NaN, 16777216f),
            ValueType.UNIX_TIMESTAMP, List.of(START, START.plus(MICROSECOND), Instant.EPOCH.minus(MICROSECOND)),
            ValueType.INT64_LIST, List.of(List.of(), List.of(1L, (1L << 53) + 1)));

    private final Random random;

    QuestionGenerator(long seed) {
        this.random = new Random(seed);
    }

    /** Return views of one and two keys, with and without TTL, created timestamp and mapped columns. */
    static List<FeatureView> views() {
        List<FeatureView> views = new ArrayList<>();
        Field id = new Field("id", ValueType.INT64);
        Field code = new Field("code", ValueType.STRING);
        for (List<Field> keys : List.of(List.of(id), List.of(code), List.of(id, code))) {
            for (Duration ttl : TTLS) {
                FeatureView plain = view("view" + views.size(), keys).withTtl(ttl);
                views.add(plain);
                FeatureView created =
                        view("view" + views.size(), keys).withTtl(ttl).withCreatedTimestamp("created");
                views.add(created.withMapping("source_f64", "f64").withMapping("source_i64", "i64"));
            }
        }
        return views;
    }

    private static FeatureView view(String name, List<Field> keys) {
        FeatureView view = FeatureView.named(name)
                .withFeature("f64", ValueType.DOUBLE)
                .withFeature("f32", ValueType.FLOAT)
                .withFeature("i64", ValueType.INT64)
                .withFeature("i32", ValueType.INT32)
                .withFeature("text", ValueType.STRING)
                .withFeature("flag", ValueType.BOOL)
                .withFeature("at", ValueType.UNIX_TIMESTAMP)
                .withFeature("list", ValueType.INT64_LIST);
        for (Field key : keys) {
            view = view.withJoinKey(key.name(), key.type());
        }
        return view;
    }

    /** Return the next question: one view, two views, or one view read by two keys. */
    Question next(List<FeatureView> views) {
        FeatureView view = pick(views);
        List<FeatureSource> sources = new ArrayList<>();
        Map<String, ValueType> keys = new LinkedHashMap<>();
        int kind = random.nextInt(4);
        if (kind == 0 && view.joinKeys().size() == 1) {
            FeatureSource source = view.from(rows(view));
            for (String role : List.of("buyer", "seller")) {
                sources.add(source.as(role).withJoinKey(view.joinKeys().get(0).name(), role));
                keys.put(role, view.joinKeys().get(0).type());
            }
        } else {
            sources.add(view.from(rows(view)));
            FeatureView other = pick(views);
            if (kind == 1 && !other.equals(view)) {
                sources.add(other.from(rows(other)));
            }
            sources.forEach(source -> source.view().joinKeys().forEach(key -> keys.put(key.name(), key.type())));
        }
        PointInTimeJoin join = PointInTimeJoin.of(entities(keys)).with(sources.toArray(FeatureSource[]::new));
        if (sources.size() > 1 || random.nextBoolean()) {
            join = join.withFullFeatureNames();
        }
        return new Question(random.nextInt(3) == 0 ? join.withKnowledgeTime() : join);
    }

    private Table entities(Map<String, ValueType> keys) {
        TableBuilder table = Table.builder().column("row", ValueType.INT64);
        keys.forEach(table::column);
        table.column("event_timestamp", ValueType.UNIX_TIMESTAMP);
        int size = random.nextInt(30) == 0 ? 0 : 1 + random.nextInt(6);
        for (long row = 0; row < size; row++) {
            List<@Nullable Object> cells = new ArrayList<>();
            cells.add(row);
            keys.values().forEach(type -> cells.add(key(type)));
            cells.add(timestamp());
            table.row(cells.toArray());
        }
        return table.build();
    }

    private Table rows(FeatureView view) {
        TableBuilder table = Table.builder();
        Map<String, ValueType> columns = view.sourceColumns();
        columns.forEach(table::column);
        int size = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(12);
        for (int row = 0; row < size; row++) {
            List<@Nullable Object> cells = new ArrayList<>();
            columns.forEach((name, type) -> cells.add(cell(view, name, type)));
            table.row(cells.toArray());
        }
        return table.build();
    }

    private @Nullable Object cell(FeatureView view, String column, ValueType type) {
        if (column.equals(view.eventTimestamp()) || column.equals(view.createdTimestamp())) {
            return random.nextInt(40) == 0 ? null : timestamp();
        }
        return view.joinKeys().stream().anyMatch(key -> key.name().equals(column)) ? key(type) : value(type);
    }

    private @Nullable Object key(ValueType type) {
        List<Object> values = VALUES.getOrDefault(type, List.of());
        return random.nextInt(20) == 0 ? null : values.get(random.nextInt(random.nextInt(values.size()) + 1));
    }

    private @Nullable Object value(ValueType type) {
        return random.nextInt(8) == 0 ? null : pick(VALUES.getOrDefault(type, List.of()));
    }

    private Instant timestamp() {
        return START.plus(pick(STEPS)).plus(pick(STEPS.subList(0, 3)));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
