package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.feast.embedded.EmbeddedFeast;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins so many rows that they are joined in parts, and holds the answers against those of the embedded store, which looks up one by one. */
class ManyRowsTests {

    private static final int ROWS = 40_000;
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final FeatureView VIEW = FeatureView.named("stats")
            .withJoinKey("id", ValueType.INT64)
            .withFeature("row", ValueType.INT64)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofHours(3));

    /** With one entity there is one part to sort, with more entities than rows most of them have a row or none. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 900, 100_000})
    void parts_have_the_answers_of_the_whole(int entities) {
        Random random = new Random(entities);
        Table source = source(entities, random);
        Table entityRows = entityRows(entities, random);
        try (EmbeddedFeast feast = EmbeddedFeast.start()) {
            feast.apply(VIEW);
            feast.ingest(VIEW, source);
            Table expected = feast.historical(entityRows, "stats:row").returned();

            Table joined =
                    PointInTimeJoin.of(entityRows).with(VIEW.from(source)).run();

            assertThat(cells(joined.column("row"))).isEqualTo(cells(expected.column("row")));
        }
    }

    @Test
    void parts_that_look_at_created_timestamps_have_the_answers_of_single_rows() {
        Random random = new Random(3);
        PointInTimeJoin join = PointInTimeJoin.of(entityRows(20, random))
                .with(VIEW.from(source(20, random)))
                .withKnowledgeTime();
        Table joined = join.run();
        for (int row = 0; row < ROWS; row += 4_001) {
            assertThat(joined.column("row").get(row))
                    .as("row %s", row)
                    .isEqualTo(join.answer(row).column("row").get(0));
        }
    }

    @Test
    void rows_are_sorted_and_those_that_tie_keep_their_order() {
        Random random = new Random(5);
        for (int size : new int[] {0, 1, 2, 12, 13, 100, 5_000}) {
            int[] rows = new int[size];
            Arrays.setAll(rows, row -> row);
            long[] events = random.longs(size, 0, size / 3 + 1).toArray();
            long[] created = random.longs(size, 0, 3).toArray();
            long[] eventOf = events.clone();
            List<Integer> expected = Arrays.stream(rows)
                    .boxed()
                    .sorted((one, other) -> eventOf[one] != eventOf[other]
                            ? Long.compare(eventOf[one], eventOf[other])
                            : Long.compare(created[one], created[other]))
                    .toList();

            new EventOrder(rows, events, row -> created[row]).sort(0, size);

            assertThat(rows).as("%s rows", size).containsExactly(expected.toArray(Integer[]::new));
            assertThat(events).isSorted();
        }
    }

    private static Table source(int entities, Random random) {
        TableBuilder table = Table.builder()
                .column("id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("created", ValueType.UNIX_TIMESTAMP)
                .column("row", ValueType.INT64);
        for (long row = 0; row < ROWS; row++) {
            Instant event = random.nextInt(50) == 0 ? null : time(random);
            Instant created =
                    event == null || random.nextInt(20) == 0 ? null : event.plusSeconds(random.nextInt(9_000));
            table.row(id(entities, random), event, created, row);
        }
        return table.build();
    }

    private static Table entityRows(int entities, Random random) {
        TableBuilder table =
                Table.builder().column("id", ValueType.INT64).column("event_timestamp", ValueType.UNIX_TIMESTAMP);
        for (int row = 0; row < ROWS; row++) {
            table.row(id(entities, random), random.nextInt(50) == 0 ? null : time(random));
        }
        return table.build();
    }

    private static @Nullable Long id(int entities, Random random) {
        return random.nextInt(40) == 0 ? null : (long) random.nextInt(entities);
    }

    /** Few enough that many tie. */
    private static Instant time(Random random) {
        return START.plusSeconds(60L * random.nextInt(2_000));
    }

    private static List<@Nullable Object> cells(Column column) {
        @Nullable Object[] cells = new Object[column.size()];
        Arrays.setAll(cells, column::get);
        return Arrays.asList(cells);
    }
}
