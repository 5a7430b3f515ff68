package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Generated entity rows of odd values, of which some are there twice and others differ in one cell, with training sets that were made for them.
 *
 * @param rows the feature rows
 * @param asked the entity rows
 * @param right a training set that has each as often, in another order
 * @param training one that lacks some, has others too often, and has foreign ones; all values are right
 */
record GeneratedEntityRows(Table rows, Table asked, Table right, Table training) {

    static final FeatureView VIEW = FeatureView.named("rides")
            .withJoinKey("id", ValueType.INT64)
            .withJoinKey("code", ValueType.STRING)
            .withFeature("rate", ValueType.DOUBLE)
            .withFeature("trips", ValueType.INT64)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofHours(1));

    private static final Instant START = Instant.parse("2026-03-29T00:30:00Z");
    private static final Duration MICROSECOND = Duration.ofNanos(1000);
    private static final List<Object> IDS = List.of(1L, 11L, (1L << 53) + 1, 1L << 53, Long.MIN_VALUE);
    private static final List<Object> CODES = List.of("1", "11", "", "\u00e9 \u2603", "it's");
    private static final List<Object> INSTANTS = List.of(
            START,
            START.plus(MICROSECOND),
            START.minus(MICROSECOND),
            START.plus(Duration.ofHours(1)),
            START.plus(Duration.ofHours(1)).plus(MICROSECOND));

    /** The columns of the entity rows with their types, and the values of each, which are near to each other. */
    private record Values(ValueType type, List<Object> cells) {}

    private static final Map<String, Values> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("id", new Values(ValueType.INT64, IDS));
        COLUMNS.put("code", new Values(ValueType.STRING, CODES));
        COLUMNS.put("event_timestamp", new Values(ValueType.UNIX_TIMESTAMP, INSTANTS));
        COLUMNS.put("score", new Values(ValueType.DOUBLE, List.of(0.0, -0.0, Double.NaN, 0.1, 1e300)));
        COLUMNS.put("weight", new Values(ValueType.FLOAT, List.of(0f, -0f, Float.NaN, 0.1f, 16777216f)));
        COLUMNS.put("number", new Values(ValueType.INT32, List.of(0, 1, Integer.MIN_VALUE)));
        COLUMNS.put("note", new Values(ValueType.STRING, List.of("a", "A", "a ", "", "e\u0301", "\u00e9", "null")));
        COLUMNS.put("flag", new Values(ValueType.BOOL, List.of(true, false)));
        COLUMNS.put(
                "seen", new Values(ValueType.UNIX_TIMESTAMP, List.of(Instant.EPOCH.minus(MICROSECOND), Instant.EPOCH)));
        COLUMNS.put(
                "list",
                new Values(
                        ValueType.INT64_LIST,
                        List.of(List.of(), List.of(1L, (1L << 53) + 1), Arrays.asList(1L, null), List.of(1L))));
    }

    /**
     * Make one.
     *
     * @param isWidened whether the training set has some columns in types of more digits
     */
    static GeneratedEntityRows of(Random random, int count, boolean isWidened) {
        List<List<@Nullable Object>> asked = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            int kind = random.nextInt(3);
            asked.add(
                    kind == 0 || row == 0
                            ? fresh(random)
                            : kind == 1
                                    ? asked.get(random.nextInt(row))
                                    : changed(random, asked.get(random.nextInt(row))));
        }
        List<List<@Nullable Object>> returned = new ArrayList<>();
        for (List<@Nullable Object> row : asked) {
            int kind = random.nextInt(20);
            int times = kind < 2 ? 0 : kind < 4 ? kind : 1;
            returned.addAll(Collections.nCopies(times, row));
            if (kind == 4) {
                returned.add(changed(random, row));
            }
        }
        Table rows = rows(random);
        return new GeneratedEntityRows(
                rows,
                table(asked, false),
                joined(random, asked, rows, isWidened),
                joined(random, returned, rows, isWidened));
    }

    private static List<@Nullable Object> fresh(Random random) {
        List<@Nullable Object> cells = new ArrayList<>();
        COLUMNS.values().forEach(values -> cells.add(cell(random, values)));
        return cells;
    }

    private static List<@Nullable Object> changed(Random random, List<@Nullable Object> row) {
        List<@Nullable Object> cells = new ArrayList<>(row);
        int column = random.nextInt(cells.size());
        cells.set(column, cell(random, List.copyOf(COLUMNS.values()).get(column)));
        return cells;
    }

    private static @Nullable Object cell(Random random, Values values) {
        return random.nextInt(8) == 0
                ? null
                : values.cells().get(random.nextInt(values.cells().size()));
    }

    /** Feature rows of an entity differ in their timestamps: of rows that tie either would be right. */
    private static Table rows(Random random) {
        TableBuilder table = Table.builder();
        VIEW.sourceColumns().forEach(table::column);
        for (Object id : IDS) {
            for (Object code : CODES) {
                for (Object event : INSTANTS) {
                    if (random.nextInt(3) == 0) {
                        table.row(id, code, event, event, random.nextDouble(), random.nextLong());
                    }
                }
            }
        }
        return table.build();
    }

    private static Table joined(Random random, List<List<@Nullable Object>> rows, Table features, boolean isWidened) {
        List<List<@Nullable Object>> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        return PointInTimeJoin.of(table(shuffled, isWidened))
                .with(VIEW.from(features))
                .run();
    }

    private static Table table(List<List<@Nullable Object>> rows, boolean isWidened) {
        TableBuilder table = Table.builder();
        COLUMNS.forEach((name, values) -> table.column(name, values.type()));
        rows.forEach(row -> table.row(row.toArray()));
        Table built = table.build();
        if (!isWidened) {
            return built;
        }
        Table widened = Table.builder().build();
        for (String name : built.columnNames()) {
            widened = widened.with(name, widened(built.column(name)));
        }
        return widened;
    }

    private static Column widened(Column column) {
        ValueType type = switch (column.type()) {
            case INT32 -> ValueType.INT64;
            case FLOAT -> ValueType.DOUBLE;
            default -> column.type();
        };
        TableBuilder widened = Table.builder().column("c", type);
        for (int row = 0; row < column.size(); row++) {
            widened.row(column.get(row));
        }
        return widened.build().column("c");
    }

    /** Return the tables by their names in an engine, which end in this. */
    Map<String, Table> tables(String suffix) {
        return Map.of("f" + suffix, rows, "e" + suffix, asked, "r" + suffix, right, "t" + suffix, training);
    }
}
