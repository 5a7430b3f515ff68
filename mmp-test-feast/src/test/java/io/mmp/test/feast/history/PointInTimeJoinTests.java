package io.mmp.test.feast.history;

import static io.mmp.test.feast.history.SmallJoin.TEN;
import static io.mmp.test.feast.history.SmallJoin.VIEW;
import static io.mmp.test.feast.history.SmallJoin.assertThatColumn;
import static io.mmp.test.feast.history.SmallJoin.assertThatJoin;
import static io.mmp.test.feast.history.SmallJoin.entities;
import static io.mmp.test.feast.history.SmallJoin.row;
import static io.mmp.test.feast.history.SmallJoin.rows;
import static io.mmp.test.feast.history.SmallJoin.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.feast.history.SmallJoin.Entity;
import io.mmp.test.feast.history.SmallJoin.Row;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Joins by keys, views and names. */
class PointInTimeJoinTests {

    @Test
    void null_and_nan_are_values_and_hide_older_rows() {
        FeatureSource nulled = source(VIEW, row(1, TEN, 0.5), row(1, TEN.plusSeconds(1), null));
        assertThatJoin(nulled, TEN.plusSeconds(1)).containsExactly((Object) null);
        FeatureSource nan = source(VIEW, row(1, TEN, 0.5), row(1, TEN.plusSeconds(1), Double.NaN));
        assertThatJoin(nan, TEN.plusSeconds(1)).containsExactly(Double.NaN);
    }

    @Test
    void nulls_in_keys_and_timestamps_match_nothing_and_keep_the_entity_row() {
        FeatureSource source = source(VIEW, new Row(null, TEN, TEN, 0.1), new Row(1L, null, TEN, 0.2));
        Table entities = Table.ofRecords(
                Entity.class, List.of(new Entity(null, TEN), new Entity(1L, null), new Entity(1L, TEN)));
        assertThatColumn(PointInTimeJoin.of(entities).with(source).run(), "v").containsExactly(null, null, null);
    }

    @Test
    void entity_rows_keep_their_order_their_labels_and_their_duplicates() {
        Table entities = Table.builder()
                .column("label", ValueType.STRING)
                .column("id", ValueType.INT32)
                .column("at", ValueType.UNIX_TIMESTAMP)
                .row("b", 1, TEN)
                .row("a", 1, TEN)
                .row("a", 1, TEN)
                .row("c", 9, TEN)
                .build();
        Table joined = PointInTimeJoin.of(entities, "at")
                .with(source(VIEW, row(1, TEN, 0.5)))
                .run();
        assertThat(joined.columnNames()).containsExactly("label", "id", "at", "v");
        assertThatColumn(joined, "label").containsExactly("b", "a", "a", "c");
        assertThatColumn(joined, "v").containsExactly(0.5, 0.5, 0.5, null);
    }

    @Test
    void composite_keys_do_not_run_together() {
        FeatureView view = FeatureView.named("pairs")
                .withJoinKey("k1", ValueType.STRING)
                .withJoinKey("k2", ValueType.STRING)
                .withFeature("v", ValueType.DOUBLE);
        TableBuilder rows =
                keyed().column("v", ValueType.DOUBLE).row("1", "11", TEN, 0.1).row("11", "1", TEN, 0.2);
        Table entities = keyed().row("11", "1", TEN)
                .row("1", "11", TEN)
                .row("1", null, TEN)
                .build();
        assertThatColumn(
                        PointInTimeJoin.of(entities)
                                .with(view.from(rows.build()))
                                .run(),
                        "v")
                .containsExactly(0.2, 0.1, null);
    }

    private static TableBuilder keyed() {
        return Table.builder()
                .column("k1", ValueType.STRING)
                .column("k2", ValueType.STRING)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP);
    }

    @Test
    void a_view_is_read_twice_under_two_names_and_for_two_keys() {
        FeatureSource source = source(VIEW, row(1, TEN, 0.1), row(2, TEN, 0.2));
        Table entities = Table.builder()
                .column("buyer", ValueType.INT64)
                .column("seller", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .row(1L, 2L, TEN)
                .build();
        Table joined = PointInTimeJoin.of(entities)
                .with(source.as("b").withJoinKey("id", "buyer"), source.as("s").withJoinKey("id", "seller"))
                .withFullFeatureNames()
                .run();
        assertThat(joined.row(0)).containsEntry("b__v", 0.1).containsEntry("s__v", 0.2);
    }

    @Test
    void a_view_without_keys_has_one_history_for_everyone() {
        FeatureView view = FeatureView.named("market").withFeature("v", ValueType.DOUBLE);
        assertThatJoin(
                        view.from(VIEW.from(rows(row(1, TEN, 0.1), row(2, TEN.plusSeconds(1), 0.2)))
                                .rows()),
                        TEN,
                        TEN.plusSeconds(1))
                .containsExactly(0.1, 0.2);
    }

    @Test
    void columns_of_other_names_are_mapped() {
        Table rows = Table.builder()
                .column("driver", ValueType.INT64)
                .column("happened", ValueType.UNIX_TIMESTAMP)
                .column("value", ValueType.DOUBLE)
                .row(1L, TEN, 0.5)
                .build();
        FeatureView view = FeatureView.named("stats")
                .withJoinKey("id", ValueType.INT64)
                .withFeature("v", ValueType.DOUBLE)
                .withMapping("driver", "id")
                .withMapping("happened", "event_timestamp")
                .withMapping("value", "v");
        assertThatJoin(view.from(rows), TEN).containsExactly(0.5);
    }

    @Test
    void without_rows_on_either_side_there_is_nothing_to_join() {
        assertThatJoin(source(VIEW), TEN).containsExactly((Object) null);
        assertThatJoin(source(VIEW, row(1, TEN, 0.5))).isEmpty();
    }

    @Test
    void a_join_that_makes_no_sense_is_refused() {
        FeatureSource source = source(VIEW);
        Table text = Table.builder()
                .column("id", ValueType.STRING)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .build();
        assertRefused(
                () -> PointInTimeJoin.of(text, "id"),
                "The event timestamp 'id' must be UNIX_TIMESTAMP, but is STRING.");
        assertRefused(
                () -> PointInTimeJoin.of(text, "at"), "There is no column 'at'; the table has [id, event_timestamp].");
        assertRefused(
                () -> PointInTimeJoin.of(text).with(source),
                "Join key 'id' is STRING in the entity rows, but INT64 in the rows of view 'stats'.");
        assertRefused(
                () -> PointInTimeJoin.of(entities()).with(source, source).run(),
                "Feature 'v' of 'stats' has the name of another column: use full feature names, or another alias.");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(TableException.class).isThrownBy(call).withMessage(message);
    }
}
