package io.mmp.test.feast.history;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.history.SmallJoin.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** Expects a wrong value to be called what it most likely is, and not what it may be by chance. */
class BestExplanationTests {

    private static FeatureView view(ValueType... types) {
        FeatureView view = FeatureView.named("stats").withJoinKey("id", ValueType.INT64);
        for (int i = 0; i < types.length; i++) {
            view = view.withFeature("v" + i, types[i]);
        }
        return view;
    }

    private static Table asked(int number) {
        TableBuilder table =
                Table.builder().column("id", ValueType.INT64).column("event_timestamp", ValueType.UNIX_TIMESTAMP);
        for (int row = 0; row < number; row++) {
            table.row(1L, TEN.plusSeconds(60L * row));
        }
        return table.build();
    }

    /** Return the message about an answer of these values at ten, where these rows are of ten and of one minute later each. */
    private static String message(
            FeatureView view, List<@Nullable Object> returned, List<List<@Nullable Object>> rows) {
        TableBuilder table = Table.builder();
        view.sourceColumns().forEach(table::column);
        for (int row = 0; row < rows.size(); row++) {
            List<@Nullable Object> cells = new ArrayList<>(List.of(1L, TEN.plusSeconds(60L * row)));
            cells.addAll(rows.get(row));
            table.row(cells.toArray());
        }
        PointInTimeJoin join = PointInTimeJoin.of(asked(1)).with(view.from(table.build()));
        Table answer = asked(1);
        for (int i = 0; i < returned.size(); i++) {
            answer = answer.with("v" + i, cell(view.features().get(i).type(), returned.get(i)));
        }
        HistoricalFeatures features = join.returned(answer);
        AssertionError error = catchThrowableOfType(
                AssertionError.class, () -> assertThat(features).isPointInTimeCorrect());
        return String.valueOf(error.getMessage());
    }

    private static Column cell(ValueType declared, @Nullable Object value) {
        ValueType type = value instanceof Double ? ValueType.DOUBLE : declared;
        return Table.builder().column("v", type).row(value).build().column("v");
    }

    @ParameterizedTest
    @MethodSource
    void a_loss_of_the_right_value_has_its_name(ValueType type, Object right, @Nullable Object returned, String cause) {
        List<@Nullable Object> wrong = new ArrayList<>();
        wrong.add(returned);
        assertThat(message(view(type), wrong, List.of(List.of(right))))
                .contains("1 row is wrong (" + cause + ": 1):")
                .contains("  returned row  the right row, changed")
                .endsWith("  cause         " + cause);
    }

    static Stream<ArgumentSet> a_loss_of_the_right_value_has_its_name() {
        long beyond = (1L << 53) + 1;
        Instant at = Instant.parse("2026-01-01T08:00:00.123456Z");
        return Stream.of(
                loss(ValueType.INT64, beyond, (double) beyond, "int rounded to double"),
                loss(ValueType.INT64, beyond, beyond - 1, "int rounded to double"),
                loss(ValueType.INT64_LIST, List.of(1L, beyond), List.of(1L, beyond - 1), "int rounded to double"),
                loss(ValueType.DOUBLE, Double.NaN, null, "NaN to null"),
                loss(ValueType.FLOAT, Float.NaN, null, "NaN to null"),
                loss(ValueType.DOUBLE, 0.1, (double) 0.1f, "float32 rounding"),
                loss(ValueType.UNIX_TIMESTAMP, at, Instant.parse("2026-01-01T08:00:00Z"), "truncated timestamp"),
                loss(ValueType.UNIX_TIMESTAMP, at, at.plusSeconds(3600), "time-zone shift"),
                loss(ValueType.STRING, "Zo\u00eb", "Zoe\u0308", "differs in invisible characters"),
                loss(ValueType.STRING, "a b", "a\u00a0b", "differs in invisible characters"),
                loss(ValueType.STRING, "ab", "a\u200bb", "differs in invisible characters"),
                loss(ValueType.STRING_LIST, List.of("a"), List.of("a "), "differs in invisible characters"));
    }

    private static ArgumentSet loss(ValueType type, Object right, @Nullable Object returned, String cause) {
        return Arguments.argumentSet(type + " " + cause, type, right, returned, cause);
    }

    @Test
    void a_row_that_has_every_returned_value_comes_before_a_loss_that_may_be_chance() {
        Instant eight = Instant.parse("2026-01-01T08:00:00Z");
        String message = message(
                view(ValueType.UNIX_TIMESTAMP),
                List.of(eight.plusSeconds(3600)),
                List.of(List.of(eight), List.of(eight.plusSeconds(3600))));
        assertThat(message).contains("(future value: 1)");
    }

    @Test
    void a_row_that_has_only_the_wrong_value_may_be_where_it_comes_from() {
        FeatureView view = view(ValueType.INT64, ValueType.STRING);
        String message = message(view, List.of(8L, "a"), List.of(List.of(7L, "a"), List.of(8L, "b")));
        assertThat(message)
                .contains("1 row is wrong (wrong value: 1):")
                .contains("has v0=8, right is v0=7 (wrong value, may be a future value)")
                .endsWith("  cause         wrong value, may be a future value, PT1M after the instant");
    }

    @Test
    void what_may_be_of_the_future_is_not_called_free_of_it() {
        Table rows = Table.builder()
                .column("id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("v0", ValueType.INT64)
                .column("v1", ValueType.STRING)
                .row(1L, TEN, 7L, "a")
                .row(1L, TEN.plusSeconds(1), 8L, "b")
                .build();
        FeatureView view = view(ValueType.INT64, ValueType.STRING);
        PointInTimeJoin join = PointInTimeJoin.of(asked(1)).with(view.from(rows));
        Table leak = asked(1).with("v0", cell(ValueType.INT64, 8L)).with("v1", cell(ValueType.STRING, "a"));
        DriverStats.assertFails(() -> assertThat(join.returned(leak)).hasNoFutureValues(), """

                Expecting historical features for 1 entity row to have no future values, but 1 row is wrong (wrong value: 1):
                  id=1 at 2026-01-01T10:00:00Z: stats has v0=8, right is v0=7 (wrong value, may be a future value)
                Smallest counterexample:
                  entity        id=1
                  instant       2026-01-01T10:00:00Z
                  returned      v0=8
                  right         v0=7
                  right row     event_timestamp=2026-01-01T10:00:00Z, v0=7
                  returned row  event_timestamp=2026-01-01T10:00:01Z, v0=8
                  cause         wrong value, may be a future value, PT1S after the instant""");
    }

    @Test
    void a_single_value_is_of_a_far_row_by_chance_and_of_a_neighbour_or_the_latest_row_by_a_leak() {
        FeatureView view = view(ValueType.INT64);
        List<List<@Nullable Object>> rows =
                List.of(List.of(1L), List.of(2L), List.of(3L), List.of(4L), List.of(5L), List.of(6L));
        assertThat(message(view, List.of(2L), rows)).contains("(future value: 1)");
        assertThat(message(view, List.of(4L), rows)).contains("(wrong value, may be a future value)");
        assertThat(message(view, List.of(6L), rows)).contains("(future value: 1)");
        assertThat(message(view, List.of(9L), rows)).contains("(value that the entity never had: 1)");
    }

    @Test
    void one_more_in_some_rows_is_never_called_a_value_of_the_future() {
        Random random = new Random(7);
        FeatureView view = view(ValueType.INT64, ValueType.DOUBLE);
        TableBuilder source = Table.builder();
        view.sourceColumns().forEach(source::column);
        for (int row = 0; row < 1000; row++) {
            source.row(1L, TEN.plusSeconds(60L * row), (long) random.nextInt(2000), random.nextDouble());
        }
        PointInTimeJoin join = PointInTimeJoin.of(asked(1000)).with(view.from(source.build()));
        Table right = join.run();
        TableBuilder wrong = Table.builder().column("v0", ValueType.INT64);
        for (int row = 0; row < 1000; row++) {
            wrong.row(right.column("v0").getLong(row) + 1);
        }
        HistoricalFeatures features = join.returned(right.select(List.of("id", "event_timestamp", "v1"))
                .with("v0", wrong.build().column("v0")));
        AssertionError error = catchThrowableOfType(
                AssertionError.class, () -> assertThat(features).isPointInTimeCorrect());
        assertThat(error)
                .hasMessageContaining("1000 rows are wrong (wrong value: ")
                .message()
                .doesNotContainPattern("\\((future value|superseded value): ");
    }
}
