package io.mmp.test.examples.features;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.FeastAssertions.assertThatIngested;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.feast.IsolatedFeast;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeJoin;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.parity.Cause;
import io.mmp.test.feast.parity.ParityRules;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Asks the four questions of a feature store: is a training row free of leakage, does time travel return what was known then, do online
 * and offline agree, and did what was ingested arrive. Each has a control, in which the store is given something wrong.
 */
@IsolatedFeast
class CourierFeaturesTests {

    private static final FeatureView STATS = stats(ValueType.INT64);
    private static final String[] FEATURES = {"courier_stats:deliveries", "courier_stats:rating"};

    private static final Instant BEGIN = Instant.parse("2026-10-23T00:00:00Z");
    private static final Instant END = Instant.parse("2026-10-28T12:00:00Z");
    private static final Table ROWS = CourierStats.rows();
    private static final FeatureSource SOURCE = STATS.from(ROWS);

    /** When something becomes known, true, or untrue. */
    private static final List<Instant> BOUNDARIES = Stream.of(
                    "2026-10-23T00:35:00Z", // the first row is written
                    "2026-10-25T00:35:00Z", // half past two in Berlin, and a tie
                    "2026-10-25T01:35:00Z", // half past two again, and neighbours
                    "2026-10-25T05:30:00Z", // the values of those who left expire
                    "2026-10-28T05:35:00Z") // the last correction is written
            .map(Instant::parse)
            .toList();

    /** What Feast's servers do, and who reads from them must expect. */
    private static final ParityRules RULES = ParityRules.strict()
            .accepting(Cause.EXPIRED, "Feast does not enforce the TTL online")
            .accepting(Cause.FALSE_STATUS, "Feast says PRESENT of a courier that it does not know");

    private static FeatureView stats(ValueType deliveries) {
        return FeatureView.named("courier_stats")
                .withJoinKey("courier_id", ValueType.INT64)
                .withFeature("deliveries", deliveries)
                .withFeature("rating", ValueType.DOUBLE)
                .withCreatedTimestamp("created")
                .withTtl(Duration.ofDays(1));
    }

    private static void fill(FeatureStore feast, FeatureView view, Table rows) {
        feast.apply(view);
        feast.ingest(view, rows);
        feast.materialize(BEGIN, END);
    }

    /** Take what a store returned that was given something wrong, to be judged by what is right. */
    private static HistoricalFeatures judged(HistoricalFeatures answer) {
        return PointInTimeJoin.of(answer.join().entityRows()).with(SOURCE).returned(answer.returned());
    }

    @Test
    void training_rows_are_free_of_leakage(FeatureStore feast) {
        fill(feast, STATS, ROWS);

        HistoricalFeatures training = feast.historical(CourierStats.boundaries(), FEATURES);

        assertThat(training).isPointInTimeCorrect().hasNoFutureValues().respectsTtl();
    }

    @Test
    void a_row_that_is_an_hour_early_leaks(FeatureStore feast) {
        fill(feast, STATS, CourierStats.rowsWith("""
                UPDATE courier_stats SET event_timestamp = event_timestamp - INTERVAL '1 hour' WHERE deliveries = 1049"""));

        HistoricalFeatures training = judged(feast.historical(CourierStats.boundaries(), FEATURES));

        assertThatThrownBy(() -> assertThat(training).hasNoFutureValues())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("(future value: 3)");
    }

    @Test
    void a_forgotten_ttl_is_found(FeatureStore feast) {
        fill(feast, STATS.withTtl(Duration.ofDays(2)), ROWS);

        HistoricalFeatures training = judged(feast.historical(CourierStats.boundaries(), FEATURES));

        assertThatThrownBy(() -> assertThat(training).respectsTtl())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("(value beyond the TTL: 3)");
    }

    @Test
    void no_value_was_created_later_than_the_row_it_is_used_in(FeatureStore feast) {
        fill(feast, STATS, ROWS);

        assertThat(feast.historical(CourierStats.couriersAt(END), FEATURES)).hasNoValuesCreatedLater();
        // Five minutes pass until a row is written, and Feast joins it from its event timestamp on.
        assertThatThrownBy(() -> assertThat(feast.historical(CourierStats.boundaries(), FEATURES))
                        .hasNoValuesCreatedLater())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("(value created later: 557)");
    }

    @Test
    void time_travel_returns_what_was_known_at_each_boundary(FeatureStore feast) {
        feast.apply(STATS);
        Instant known = BEGIN;
        for (Instant boundary : BOUNDARIES) {
            for (int micros = -1; micros <= 1; micros++) {
                Instant then = boundary.plus(micros, ChronoUnit.MICROS);
                feast.ingest(STATS, CourierStats.writtenBetween(known, then));
                known = then;

                HistoricalFeatures answer = judged(feast.historical(CourierStats.couriersAt(then), FEATURES));

                assertThat(answer).as("%s", then).asOf(then).isPointInTimeCorrect();
            }
        }
    }

    @Test
    void time_travel_in_a_store_that_knows_what_came_later_is_found(FeatureStore feast) {
        fill(feast, STATS, ROWS);

        Instant then = BOUNDARIES.get(1);
        HistoricalFeatures answer = feast.historical(CourierStats.couriersAt(then), FEATURES);

        assertThatThrownBy(() -> assertThat(answer).asOf(then).isPointInTimeCorrect())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("(value created later: 12)");
    }

    @Test
    void online_and_offline_agree_in_type_and_value(FeatureStore feast) {
        fill(feast, STATS, ROWS);

        OnlineFeatures online = feast.online(CourierStats.couriers(), FEATURES);

        assertThat(online).using(RULES).agreesWith(END, SOURCE);
        assertThat(online).using(RULES).agreesWith(feast.historical(CourierStats.couriersAt(END), FEATURES));
    }

    @Test
    void a_rating_that_went_through_float32_is_found(FeatureStore feast) {
        fill(
                feast,
                STATS,
                CourierStats.rowsWith("UPDATE courier_stats SET rating = CAST(rating AS REAL) WHERE courier_id = 7"));

        OnlineFeatures online = feast.online(CourierStats.couriers(), FEATURES);

        assertThatThrownBy(() -> assertThat(online).using(RULES).agreesWith(END, SOURCE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("(float32 rounding: 1)");
    }

    @Test
    void an_integer_that_became_a_double_is_found(FeatureStore feast) {
        fill(
                feast,
                stats(ValueType.DOUBLE),
                CourierStats.rowsWith("ALTER TABLE courier_stats ALTER deliveries TYPE DOUBLE PRECISION"));

        OnlineFeatures online = feast.online(CourierStats.couriers(), FEATURES);

        assertThatThrownBy(() -> assertThat(online).using(RULES).agreesWith(END, SOURCE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("(int widened to double: 43)");
    }

    @Test
    void what_was_ingested_arrived_in_both_stores(FeatureStore feast) {
        fill(feast, STATS, ROWS);

        OnlineFeatures online = feast.online(CourierStats.couriers(), FEATURES);

        assertThatIngested(SOURCE).using(RULES).arrivedIn(feast.offline(STATS)).andIn(online);
    }

    @Test
    void a_row_that_did_not_arrive_is_found(FeatureStore feast) {
        fill(feast, STATS, CourierStats.rowsWith("DELETE FROM courier_stats WHERE deliveries = 7119"));

        OnlineFeatures online = feast.online(CourierStats.couriers(), FEATURES);

        assertThatThrownBy(() -> assertThatIngested(SOURCE).arrivedIn(feast.offline(STATS)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("(missing row: 1)");
        assertThatThrownBy(() -> assertThatIngested(SOURCE).using(RULES).arrivedIn(online))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("(stale value: 2)");
    }
}
