package io.mmp.test.feast.history;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.history.DriverStats.ENTITIES;
import static io.mmp.test.feast.history.DriverStats.JOIN;
import static io.mmp.test.feast.history.DriverStats.ROWS;
import static io.mmp.test.feast.history.DriverStats.TEN;
import static io.mmp.test.feast.history.DriverStats.VIEW;
import static io.mmp.test.feast.history.DriverStats.assertFails;
import static io.mmp.test.feast.history.DriverStats.assertRefused;

import io.mmp.test.feast.history.DriverStats.Entity;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks each assertion on historical features to judge nothing, or less than it is asked to, and expects it to refuse. */
class JudgementTests {

    private static final FeatureView PLAIN =
            FeatureView.named("plain").withJoinKey("driver_id", ValueType.INT64).withFeature("trips", ValueType.INT64);

    /** Return each assertion, which takes what a store returned and the views to judge. */
    static Stream<ArgumentSet> assertions() {
        return Stream.of(
                assertion("isPointInTimeCorrect", PointInTimeAssert::isPointInTimeCorrect),
                assertion("hasNoFutureValues", PointInTimeAssert::hasNoFutureValues),
                assertion("hasNoValuesCreatedLater", PointInTimeAssert::hasNoValuesCreatedLater),
                assertion("respectsTtl", PointInTimeAssert::respectsTtl));
    }

    private static ArgumentSet assertion(String name, Assertion assertion) {
        return Arguments.argumentSet(name, assertion);
    }

    /** An assertion on historical features. */
    @FunctionalInterface
    interface Assertion {
        PointInTimeAssert verify(PointInTimeAssert actual, FeatureView... views);
    }

    private static void refuses(
            Assertion assertion, HistoricalFeatures features, String message, FeatureView... views) {
        assertRefused(() -> assertion.verify(assertThat(features), views), message);
    }

    @ParameterizedTest
    @MethodSource("assertions")
    void no_entity_rows(Assertion assertion) {
        PointInTimeJoin none = PointInTimeJoin.of(ENTITIES.rows()).with(VIEW.from(ROWS));
        refuses(assertion, none.returned(none.run()), "There is nothing to judge: no entity rows were asked for.");
    }

    @ParameterizedTest
    @MethodSource("assertions")
    void no_sources(Assertion assertion) {
        PointInTimeJoin none = PointInTimeJoin.of(ENTITIES);
        refuses(
                assertion,
                none.returned(none.run()),
                "There is nothing to judge: the join reads no view. Add what it reads with PointInTimeJoin.with.");
    }

    @ParameterizedTest
    @MethodSource("assertions")
    void no_features(Assertion assertion) {
        PointInTimeJoin none = PointInTimeJoin.of(ENTITIES).with(VIEW.from(ROWS).select());
        refuses(
                assertion,
                none.returned(none.run()),
                "There is nothing to judge: no feature of view 'driver_stats' was asked for.");
    }

    @ParameterizedTest
    @MethodSource("assertions")
    void a_view_that_was_not_joined(Assertion assertion) {
        refuses(
                assertion,
                JOIN.returned(JOIN.run()),
                "View 'typo' was not joined, only [driver_stats].",
                FeatureView.named("typo"));
        refuses(assertion, JOIN.returned(JOIN.run()), "View 'plain' was not joined, only [driver_stats].", VIEW, PLAIN);
    }

    @ParameterizedTest
    @MethodSource("assertions")
    void a_view_that_was_joined_with_another_declaration(Assertion assertion) {
        refuses(
                assertion,
                JOIN.returned(JOIN.run()),
                "View 'driver_stats' was joined with another declaration: the TTL is PT2H there, and PT4H here. "
                        + "Name the view that was joined, or join this one.",
                VIEW.withTtl(Duration.ofHours(4)));
        refuses(
                assertion,
                JOIN.returned(JOIN.run()),
                "View 'driver_stats' was joined with another declaration: the event timestamp is event_timestamp there, "
                        + "and at here, the created timestamp is created there, and written here, the field mapping is {} there, "
                        + "and {a=trips} here. Name the view that was joined, or join this one.",
                VIEW.withEventTimestamp("at").withCreatedTimestamp("written").withMapping("a", "trips"));
    }

    @ParameterizedTest
    @MethodSource("assertions")
    void a_column_that_no_view_explains(Assertion assertion) {
        Table right = JOIN.run();
        HistoricalFeatures onDemand = JOIN.returned(
                right.with("trips_plus_one", right.column("trips")).with("again", right.column("trips")));
        refuses(
                assertion,
                onDemand,
                "Nothing judges [again, trips_plus_one] of the answer: no view that was joined has such features. "
                        + "Name the views to judge, or leave them out with Table.select.");
    }

    @Test
    void a_column_that_no_view_explains_is_left_alone_where_the_views_to_judge_are_named() {
        Table right = JOIN.run();
        assertThat(JOIN.returned(right.with("trips_plus_one", right.column("trips"))))
                .isPointInTimeCorrect(VIEW)
                .hasNoFutureValues(VIEW)
                .respectsTtl(VIEW, VIEW);
    }

    @ParameterizedTest
    @MethodSource("assertions")
    void entities_of_which_the_rows_know_none(Assertion assertion) {
        Table strangers = Table.ofRecords(Entity.class, List.of(new Entity(8, TEN, "a"), new Entity(9, TEN, "b")));
        PointInTimeJoin join = PointInTimeJoin.of(strangers).with(VIEW.from(ROWS));
        refuses(
                assertion,
                join.returned(join.run()),
                "There is nothing to judge: none of 2 rows has a key that is in the rows of view 'driver_stats'.");
        PointInTimeJoin empty = PointInTimeJoin.of(ENTITIES.rows(0)).with(VIEW.from(ROWS.rows()));
        refuses(
                assertion,
                empty.returned(empty.run()),
                "There is nothing to judge: not even the only row has a key that is in the rows of view 'driver_stats'.");
    }

    @ParameterizedTest
    @MethodSource("assertions")
    void a_view_that_knows_no_entity_beside_one_that_does(Assertion assertion) {
        FeatureView other = FeatureView.named("other")
                .withJoinKey("label", ValueType.STRING)
                .withFeature("stars", ValueType.INT64)
                .withCreatedTimestamp("created")
                .withTtl(Duration.ofHours(1));
        Table stars = Table.builder()
                .column("label", ValueType.STRING)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("created", ValueType.UNIX_TIMESTAMP)
                .column("stars", ValueType.INT64)
                .row("A", TEN, TEN, 1L) // the entities are in lower case
                .build();
        PointInTimeJoin join = PointInTimeJoin.of(ENTITIES).with(VIEW.from(ROWS.rows(0, 5)), other.from(stars));
        refuses(
                assertion,
                join.returned(join.run()),
                "There is nothing to judge: none of 3 rows has a key that is in the rows of view 'other'.");
    }

    @Test
    void an_answer_without_rows_holds_no_wrong_value_and_is_not_right() {
        HistoricalFeatures dropped = JOIN.returned(JOIN.run().rows());
        String message = "There is nothing to judge: 3 entity rows were asked for, but none was returned.";
        for (Consumer<PointInTimeAssert> assertion : List.<Consumer<PointInTimeAssert>>of(
                PointInTimeAssert::hasNoFutureValues,
                PointInTimeAssert::hasNoValuesCreatedLater,
                PointInTimeAssert::respectsTtl)) {
            assertRefused(() -> assertion.accept(assertThat(dropped)), message);
        }
        assertFails(() -> assertThat(dropped).isPointInTimeCorrect(), """

                Expecting historical features for 3 entity rows to be point-in-time correct, but 3 rows are wrong (dropped row: 3):
                  driver_id=1 at 2026-01-01T10:00:00Z: dropped row
                  driver_id=2 at 2026-01-01T10:00:00Z: dropped row
                  driver_id=3 at 2026-01-01T10:00:00Z: dropped row
                Smallest counterexample:
                  entity        driver_id=1
                  instant       2026-01-01T10:00:00Z
                  returned      no row
                  right         driver_id=1, event_timestamp=2026-01-01T10:00:00Z, label=a, conv_rate=0.3, trips=2""");
    }

    @Test
    void an_entity_column_that_the_store_dropped_is_missed() {
        Table returned = JOIN.run().select(List.of("driver_id", "event_timestamp", "conv_rate", "trips"));
        assertFails(() -> assertThat(JOIN.returned(returned)).isPointInTimeCorrect(VIEW), """

                Expecting historical features to have all columns of the entity rows, but [label] are not there, \
                only [driver_id, event_timestamp, conv_rate, trips].""");
    }

    @Test
    void views_that_lack_what_an_assertion_is_about() {
        PointInTimeJoin both = PointInTimeJoin.of(ENTITIES)
                .with(VIEW.from(ROWS), PLAIN.from(ROWS))
                .withFullFeatureNames();
        HistoricalFeatures features = both.returned(both.run());
        assertRefused(
                () -> assertThat(features).hasNoValuesCreatedLater(),
                "The views [plain] have no created timestamp by which to tell what was created later. Name the views to judge.");
        assertRefused(
                () -> assertThat(features).hasNoValuesCreatedLater(PLAIN),
                "No view has a created timestamp by which to tell what was created later.");
        assertRefused(
                () -> assertThat(features).respectsTtl(PLAIN),
                "No view has a TTL that could be respected or not: their rows hold forever.");
        assertThat(features).respectsTtl();
    }
}
